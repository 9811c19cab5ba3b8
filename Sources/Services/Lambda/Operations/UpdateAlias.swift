import Kernel
import LambdaModel
import Storage

/// Points an alias elsewhere, or changes its description or weights; what is not given stays.
struct UpdateAlias: Operation {
    typealias Model = LambdaModel.UpdateAlias

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission("lambda:UpdateAlias", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let revision = store.random.uuid()
        let alias = try await store.write { transaction in
            guard try Functions.get(id, transaction) != nil else { throw Refusal.functionNotFound(id.arn) }
            guard var alias = try Aliases.get(id, input.name, transaction) else {
                throw Refusal.aliasNotFound(id.arn(input.name))
            }
            try Refusal.checkRevision(input.revisionId, is: alias.revisionID)
            if let version = input.functionVersion {
                alias.version = try AliasRules.version(version, of: id, transaction)
            }
            alias.description = input.description ?? alias.description
            if let routing = input.routingConfig { alias.weights = routing.additionalVersionWeights ?? [:] }
            try AliasRules.check(alias.weights, besides: alias.version, of: id, transaction)
            alias.revisionID = revision
            try Aliases.records.replace(alias, in: transaction)
            return alias
        }
        return Output(describing: alias)
    }
}
