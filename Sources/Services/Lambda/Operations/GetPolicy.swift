import Kernel
import LambdaModel
import Storage

/// The resource policy of a function, version or alias, as a JSON text.
struct GetPolicy: Operation {
    typealias Model = LambdaModel.GetPolicy

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:GetPolicy", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let holder = try await store.read { transaction in
            // The ARN in this refusal has no qualifier, whatever was asked for.
            guard try Functions.get(locator.id, transaction) != nil else {
                throw Refusal.functionNotFound(locator.id.arn)
            }
            return try PolicyHolder(locator, transaction)
        }
        guard !holder.policy.grants.isEmpty else { throw Refusal.resourceNotFound() }
        // Kept once for the function and `$LATEST`, it speaks of the function.
        let arn = locator.id.arn(holder.policy.qualifier.isEmpty ? nil : holder.policy.qualifier)
        return Output(policy: holder.policy.text(on: arn), revisionId: holder.target.revisionID)
    }
}
