import IAMModel
import Kernel
import Storage
import Wire

/// Takes tags from a managed policy; keys that it does not have are no error.
struct UntagPolicy: Operation {
    typealias Model = IAMModel.UntagPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:UntagPolicy", onPolicy: input.policyArn, in: call, context: ["aws:TagKeys": input.tagKeys])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var policy = try ManagedPolicy.requiredCustomer(
                input.policyArn, for: "iam:UntagPolicy", in: call, transaction)
            for key in input.tagKeys { policy.tags.remove(key) }
            try CustomerPolicies.records.replace(policy, in: transaction)
        }
        return Output()
    }
}
