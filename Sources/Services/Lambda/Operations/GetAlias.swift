import Kernel
import LambdaModel
import Storage

/// Describes an alias.
struct GetAlias: Operation {
    typealias Model = LambdaModel.GetAlias

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [try await store.permission("lambda:GetAlias", on: FunctionLocator(id: id, qualifier: nil), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let alias = try await store.read { transaction in
            guard try Functions.get(id, transaction) != nil else { throw Refusal.functionNotFound(id.arn) }
            guard let alias = try Aliases.get(id, input.name, transaction) else {
                throw Refusal.aliasNotFound(id.arn(input.name))
            }
            return alias
        }
        return Output(describing: alias)
    }
}
