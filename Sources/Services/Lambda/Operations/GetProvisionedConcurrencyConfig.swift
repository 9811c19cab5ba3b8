import Kernel
import LambdaModel
import Storage
import Wire

/// Tells how many environments of a version or alias are kept started, and how far that has come.
struct GetProvisionedConcurrencyConfig: Operation {
    typealias Model = LambdaModel.GetProvisionedConcurrencyConfig

    let store: LambdaStore
    let provisioning: Provisioning

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:GetProvisionedConcurrencyConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = try ProvisionedQualifier.check(locator, refusal: ProvisionedQualifier.notPublished)
        let record = try await store.read { transaction in
            _ = try FunctionTarget(locator, in: transaction)
            return try ProvisionedConcurrencies.get(locator.id, qualifier, transaction)
        }
        guard let record else { throw ProvisionedQualifier.missing() }
        let standing = await provisioning.standing(of: locator.id, qualifier)
        return Output(
            requestedProvisionedConcurrentExecutions: record.requested,
            availableProvisionedConcurrentExecutions: standing.allocated,
            allocatedProvisionedConcurrentExecutions: standing.allocated,
            status: standing.status,
            statusReason: standing.reason,
            lastModified: Timestamp(milliseconds: record.modifiedAt).withZone
        )
    }
}
