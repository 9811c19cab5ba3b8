import Kernel
import LambdaModel
import Storage
import Wire

/// Changes how a function is given records, or turns that on and off.
struct UpdateEventSourceMapping: Operation {
    typealias Model = LambdaModel.UpdateEventSourceMapping

    let store: LambdaStore
    let destinations: Destinations

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("lambda:UpdateEventSourceMapping", onMapping: input.uuid, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try EventSourceRules.checkUnsupported(input)
        let locator = try input.functionName.map { try EventSourceRules.function($0, in: call) }
        let changed = try await store.write { transaction in
            guard var mapping = try EventSourceMappings.get(input.uuid, in: call.account, call.region, transaction)
            else { throw Refusal.resourceNotFound() }
            if let locator {
                guard (try? FunctionTarget(locator, in: transaction)) != nil else {
                    throw Refusal.invalid("Function does not exist")
                }
                mapping.functionARN = locator.arn
            }
            apply(input, to: &mapping)
            mapping.modifiedAt = call.time.milliseconds
            try EventSourceRules.check(mapping, try EventSourceRules.kind(of: mapping.eventSourceARN))
            if let destination = mapping.onFailure, let function = try locator ?? mapping.locator(in: call) {
                try destinations.check(destination, of: function.id, config: "OnFailure(destination=\(destination))")
            }
            try EventSourceMappings.records.replace(mapping, in: transaction)
            return mapping
        }
        return Output(changed)
    }

    private func apply(_ input: Input, to mapping: inout StoredEventSourceMapping) {
        mapping.isEnabled = input.enabled ?? mapping.isEnabled
        mapping.batchSize = input.batchSize ?? mapping.batchSize
        mapping.batchingWindow = input.maximumBatchingWindowInSeconds ?? mapping.batchingWindow
        mapping.maximumRecordAge = input.maximumRecordAgeInSeconds ?? mapping.maximumRecordAge
        mapping.maximumRetryAttempts = input.maximumRetryAttempts ?? mapping.maximumRetryAttempts
        mapping.parallelizationFactor = input.parallelizationFactor ?? mapping.parallelizationFactor
        mapping.bisectsBatchOnError = input.bisectBatchOnFunctionError ?? mapping.bisectsBatchOnError
        mapping.tumblingWindow = input.tumblingWindowInSeconds ?? mapping.tumblingWindow
        if let types = input.functionResponseTypes { mapping.responseTypes = types.map(\.rawValue) }
        if let criteria = input.filterCriteria { mapping.filters = (criteria.filters ?? []).compactMap(\.pattern) }
        if let scaling = input.scalingConfig { mapping.maximumConcurrency = scaling.maximumConcurrency }
        if let config = input.destinationConfig { mapping.onFailure = config.onFailure?.destination?.nonEmpty }
    }
}

extension StoredEventSourceMapping {
    fileprivate func locator(in call: Call) throws(ServiceError) -> FunctionLocator? {
        try FunctionLocator(functionARN, in: call)
    }
}
