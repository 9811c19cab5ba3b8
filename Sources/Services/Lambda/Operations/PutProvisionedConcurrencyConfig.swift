import Kernel
import LambdaModel
import Storage
import Wire

/// Keeps environments of a version or alias started, so that no invocation waits for one.
struct PutProvisionedConcurrencyConfig: Operation {
    typealias Model = LambdaModel.PutProvisionedConcurrencyConfig

    let store: LambdaStore
    let provisioning: Provisioning
    let settings: InvocationSettings

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:PutProvisionedConcurrencyConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = try ProvisionedQualifier.check(locator, refusal: ProvisionedQualifier.unpublished)
        let wanted = input.provisionedConcurrentExecutions
        let now = call.time
        try await store.write { transaction in
            let target = try FunctionTarget(locator, in: transaction)
            try ProvisionedQualifier.checkOverlap(target, in: transaction)
            try check(wanted, of: target, qualifier, transaction)
            let record = StoredProvisionedConcurrency(
                id: locator.id, qualifier: qualifier, requested: wanted, modifiedAt: now.milliseconds)
            try ProvisionedConcurrencies.records.put(record, in: transaction)
        }
        await provisioning.restart(locator.id, qualifier)
        return Output(
            requestedProvisionedConcurrentExecutions: wanted,
            availableProvisionedConcurrentExecutions: 0,
            allocatedProvisionedConcurrentExecutions: 0,
            status: .inProgress,
            lastModified: now.withZone
        )
    }

    private func check(
        _ wanted: Int, of target: FunctionTarget, _ qualifier: String, _ transaction: any ReadTransaction
    ) throws {
        let id = target.id
        let account = try ProvisionedConcurrencies.records.scan(
            prefix: [.string(id.region.name)], account: id.account.digits, in: transaction)
        let others = account.filter { $0.id != id || $0.qualifier != qualifier }
        try ReservedConcurrencyRules.check(
            provisioning: wanted,
            reserved: target.function.reservedConcurrency,
            siblings: others.filter { $0.id == id }.reduce(0) { $0 + $1.requested },
            taken: try Reservations.sum(in: id.account, id.region, transaction)
                + others.reduce(0) { $0 + $1.requested },
            settings)
    }
}
