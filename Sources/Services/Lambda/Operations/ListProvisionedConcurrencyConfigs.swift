import Kernel
import LambdaModel
import Storage
import Wire

/// Lists the versions and aliases of a function of which environments are kept started.
struct ListProvisionedConcurrencyConfigs: Operation {
    typealias Model = LambdaModel.ListProvisionedConcurrencyConfigs

    let store: LambdaStore
    let provisioning: Provisioning

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        let locator = FunctionLocator(id: id, qualifier: nil)
        return [try await store.permission("lambda:ListProvisionedConcurrencyConfigs", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let page = try await store.read { transaction in
            guard try Functions.get(id, transaction) != nil else { throw Refusal.functionNotFound(id.arn) }
            return try store.page(
                ProvisionedConcurrencies.records, PageRequest(input.marker, input.maxItems), in: id.account,
                prefix: ProvisionedConcurrencies.prefix(id), transaction)
        }
        var items: [ProvisionedConcurrencyConfigListItem] = []
        for record in page.records {
            let standing = await provisioning.standing(of: id, record.qualifier)
            items.append(
                .init(
                    functionArn: id.arn(record.qualifier),
                    requestedProvisionedConcurrentExecutions: record.requested,
                    availableProvisionedConcurrentExecutions: standing.allocated,
                    allocatedProvisionedConcurrentExecutions: standing.allocated,
                    status: standing.status,
                    statusReason: standing.reason,
                    lastModified: Timestamp(milliseconds: record.modifiedAt).withZone
                ))
        }
        return Output(provisionedConcurrencyConfigs: items, nextMarker: page.next)
    }
}
