import IAMModel
import Kernel
import Storage
import Wire

/// Deletes a version of a managed policy that is not its default.
struct DeletePolicyVersion: Operation {
    typealias Model = IAMModel.DeletePolicyVersion

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:DeletePolicyVersion", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let policy = try ManagedPolicy.requiredCustomer(
                input.policyArn, for: "iam:DeletePolicyVersion", in: call, transaction)
            let version = try ManagedPolicy.requiredVersion(input.versionId, of: policy, transaction)
            guard version.number != policy.defaultVersion else {
                throw IAMError.deleteConflict("Cannot delete the default version of a policy.")
            }
            try CustomerPolicies.versions.remove(
                CustomerPolicies.versionKey(policy: policy.id, number: version.number), account: call.account.digits,
                in: transaction)
        }
        return Output()
    }
}
