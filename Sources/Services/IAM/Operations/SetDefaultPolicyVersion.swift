import IAMModel
import Kernel
import Storage
import Wire

/// Puts another version of a managed policy in force, for all to which it is attached.
struct SetDefaultPolicyVersion: Operation {
    typealias Model = IAMModel.SetDefaultPolicyVersion

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:SetDefaultPolicyVersion", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var policy = try ManagedPolicy.requiredCustomer(
                input.policyArn, for: "iam:SetDefaultPolicyVersion", in: call, transaction)
            policy.defaultVersion = try ManagedPolicy.requiredVersion(input.versionId, of: policy, transaction).number
            policy.updatedAt = call.time.seconds
            try CustomerPolicies.records.replace(policy, in: transaction)
        }
        return Output()
    }
}
