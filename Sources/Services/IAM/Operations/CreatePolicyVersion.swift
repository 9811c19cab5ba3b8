import IAMModel
import Kernel
import Storage
import Wire

/// Adds a version to a managed policy, which may have five; numbers are never used again.
struct CreatePolicyVersion: Operation {
    typealias Model = IAMModel.CreatePolicyVersion

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:CreatePolicyVersion", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try PolicyText.checkManaged(input.policyDocument)
        return try await store.write { transaction in
            var policy = try ManagedPolicy.requiredCustomer(
                input.policyArn, for: "iam:CreatePolicyVersion", in: call, transaction)
            guard try CustomerPolicies.allVersions(of: policy, transaction).count < Quotas.versionsPerPolicy else {
                throw IAMError.limitExceeded(
                    "A managed policy can have up to \(Quotas.versionsPerPolicy) versions. Before you create a new "
                        + "version, you must delete an existing version.")
            }
            policy.latestVersion += 1
            if input.setAsDefault == true { policy.defaultVersion = policy.latestVersion }
            policy.updatedAt = call.time.seconds
            let version = CustomerPolicyVersion(
                account: call.account, policyID: policy.id, number: policy.latestVersion,
                document: input.policyDocument, createdAt: call.time.seconds)
            try CustomerPolicies.records.replace(policy, in: transaction)
            try CustomerPolicies.versions.put(version, in: transaction)
            return Output(policyVersion: PolicyVersion(version, of: policy, withDocument: false))
        }
    }
}
