import Kernel
import LambdaModel
import Storage

/// Gives a version a name, and a second version a share of that name's invocations.
struct CreateAlias: Operation {
    typealias Model = LambdaModel.CreateAlias

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission("lambda:CreateAlias", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let revision = store.random.uuid()
        let alias = try await store.write { transaction in
            guard try Functions.get(id, transaction) != nil else { throw Refusal.functionNotFound(id.arn) }
            let version = try AliasRules.version(input.functionVersion, of: id, transaction)
            let weights = input.routingConfig?.additionalVersionWeights ?? [:]
            try AliasRules.check(weights, besides: version, of: id, transaction)
            let alias = StoredAlias(
                id: id, name: input.name, version: version, description: input.description ?? "",
                weights: weights, revisionID: revision)
            do {
                try Aliases.records.insert(alias, in: transaction)
            } catch StorageFault.duplicate {
                throw Refusal.conflict("Alias already exists: \(alias.arn)")
            }
            return alias
        }
        return Output(describing: alias)
    }
}
