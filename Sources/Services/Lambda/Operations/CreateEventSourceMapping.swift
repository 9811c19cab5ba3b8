import Kernel
import LambdaModel
import Storage
import Wire

/// Lets a function be given the records of a queue or stream.
struct CreateEventSourceMapping: Operation {
    typealias Model = LambdaModel.CreateEventSourceMapping

    let store: LambdaStore
    let destinations: Destinations

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, in: call)
        var context = TagRules.requestContext(input.tags ?? [:])
        context["lambda:FunctionArn"] = [locator.arn]
        return [Permission("lambda:CreateEventSourceMapping", on: "*", context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try EventSourceRules.checkUnsupported(input)
        let kind = try EventSourceRules.kind(of: input.eventSourceArn)
        let source = input.eventSourceArn ?? ""
        try EventSourceRules.checkStart(
            input.startingPosition, at: input.startingPositionTimestamp, kind, arn: source)
        let locator = try EventSourceRules.function(input.functionName, in: call)
        let mapping = mapping(input, kind, locator, in: call)
        try EventSourceRules.check(mapping, kind)
        if let destination = mapping.onFailure {
            try destinations.check(destination, of: locator.id, config: "OnFailure(destination=\(destination))")
        }
        try await store.write { transaction in
            do {
                _ = try FunctionTarget(locator, in: transaction)
            } catch let error as ServiceError where error.status == 404 {
                throw Refusal.invalid("Function does not exist")
            }
            let others = try EventSourceMappings.records.scan(
                prefix: [.string(call.region.name)], account: call.account.digits, in: transaction)
            if let other = others.first(where: { $0.functionARN == locator.arn && $0.eventSourceARN == source }) {
                throw EventSourceRules.duplicate(of: other, function: locator.id.name, kind)
            }
            try EventSourceMappings.records.insert(mapping, in: transaction)
        }
        return Output(mapping)
    }

    private func mapping(
        _ input: Input, _ kind: EventSourceRules.Kind, _ locator: FunctionLocator, in call: Call
    ) -> StoredEventSourceMapping {
        StoredEventSourceMapping(
            account: call.account,
            region: call.region,
            uuid: store.random.uuid(),
            eventSourceARN: input.eventSourceArn,
            functionARN: locator.arn,
            isEnabled: input.enabled ?? true,
            batchSize: input.batchSize ?? kind.standardBatch,
            batchingWindow: input.maximumBatchingWindowInSeconds ?? 0,
            startingPosition: input.startingPosition?.rawValue,
            startingTime: input.startingPositionTimestamp?.milliseconds,
            onFailure: input.destinationConfig?.onFailure?.destination?.nonEmpty,
            maximumRecordAge: input.maximumRecordAgeInSeconds,
            maximumRetryAttempts: input.maximumRetryAttempts,
            parallelizationFactor: input.parallelizationFactor,
            bisectsBatchOnError: input.bisectBatchOnFunctionError,
            tumblingWindow: input.tumblingWindowInSeconds,
            responseTypes: (input.functionResponseTypes ?? []).map(\.rawValue),
            filters: (input.filterCriteria?.filters ?? []).compactMap(\.pattern),
            maximumConcurrency: input.scalingConfig?.maximumConcurrency,
            tags: input.tags ?? [:],
            modifiedAt: call.time.milliseconds
        )
    }
}
