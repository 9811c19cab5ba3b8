import Kernel
import LambdaModel
import Storage

/// Lists the aliases of a function by name, or those that name one version first.
struct ListAliases: Operation {
    typealias Model = LambdaModel.ListAliases

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission("lambda:ListAliases", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let page = try await store.read { transaction in
            guard try Functions.get(id, transaction) != nil else { throw Refusal.functionNotFound(id.arn) }
            return try store.page(
                Aliases.records, PageRequest(input.marker, input.maxItems), in: id.account,
                prefix: Aliases.prefix(id), shape: input.functionVersion ?? "", transaction,
                where: { input.functionVersion == nil || $0.version.text == input.functionVersion })
        }
        return Output(nextMarker: page.next, aliases: page.records.map(AliasConfiguration.init(describing:)))
    }
}
