import Kernel
import LambdaModel
import Storage
import Wire

/// Takes a statement out of the resource policy of a function, version or alias.
struct RemovePermission: Operation {
    typealias Model = LambdaModel.RemovePermission

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let grant = try await store.read { transaction in
            try FunctionPolicies.get(locator.id, locator.policyQualifier, transaction)?.grants
                .first { $0.sid == input.statementId }
        }
        var context: [String: [String]] = [:]
        if let grant { context["lambda:Principal"] = [grant.principal] }
        if let type = grant?.urlAuthType { context["lambda:FunctionUrlAuthType"] = [type] }
        return [try await store.permission("lambda:RemovePermission", on: locator, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let revision = store.random.uuid()
        try await store.write { transaction in
            guard try Functions.get(locator.id, transaction) != nil else {
                throw LambdaError.resourceNotFound("No policy found for: \(locator.id.arn)", type: "User")
            }
            var holder = try PolicyHolder(locator, transaction)
            guard !holder.policy.grants.isEmpty else {
                throw LambdaError.resourceNotFound(
                    "No policy is associated with the given resource.", type: "User")
            }
            guard let place = holder.policy.grants.firstIndex(where: { $0.sid == input.statementId }) else {
                throw LambdaError.resourceNotFound(
                    "Statement \(input.statementId) is not found in resource policy.", type: "User")
            }
            try Refusal.checkRevision(input.revisionId, is: holder.target.revisionID)
            holder.policy.grants.remove(at: place)
            try holder.save(revision: revision, transaction)
        }
        return Output()
    }
}
