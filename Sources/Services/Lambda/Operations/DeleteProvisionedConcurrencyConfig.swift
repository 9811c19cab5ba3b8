import Kernel
import LambdaModel
import Storage
import Wire

/// Lets the environments go that were kept started for a version or alias.
struct DeleteProvisionedConcurrencyConfig: Operation {
    typealias Model = LambdaModel.DeleteProvisionedConcurrencyConfig

    let store: LambdaStore
    let provisioning: Provisioning

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:DeleteProvisionedConcurrencyConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = try ProvisionedQualifier.check(locator, refusal: ProvisionedQualifier.notPublished)
        try await store.write { transaction in
            _ = try FunctionTarget(locator, in: transaction)
            try ProvisionedConcurrencies.records.remove(
                ProvisionedConcurrencies.key(locator.id, qualifier), account: locator.id.account.digits,
                in: transaction)
        }
        await provisioning.forget(locator.id, qualifier)
        return Output()
    }
}
