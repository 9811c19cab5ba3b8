import IAMModel
import Kernel
import Storage
import Wire

/// Deletes a managed policy that nothing uses and that has only its default version.
struct DeletePolicy: Operation {
    typealias Model = IAMModel.DeletePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:DeletePolicy", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let policy = try ManagedPolicy.requiredCustomer(
                input.policyArn, for: "iam:DeletePolicy", in: call, transaction)
            let usage = try ManagedPolicy.customer(policy).usage(in: call.account, transaction)
            guard usage.attachments + usage.boundaries == 0 else {
                throw IAMError.deleteConflict("Cannot delete a policy attached to entities.")
            }
            let versions = try CustomerPolicies.allVersions(of: policy, transaction)
            guard versions.count <= 1 else {
                throw IAMError.deleteConflict(
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's "
                        + "versions. The default version is deleted with the policy.")
            }
            let account = call.account.digits
            for version in versions {
                let key = CustomerPolicies.versionKey(policy: policy.id, number: version.number)
                try CustomerPolicies.versions.remove(key, account: account, in: transaction)
            }
            try CustomerPolicies.records.remove(CustomerPolicies.key(policy.name), account: account, in: transaction)
        }
        return Output()
    }
}
