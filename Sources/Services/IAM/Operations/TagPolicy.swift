import IAMModel
import Kernel
import Storage
import Wire

/// Adds tags to a managed policy, or gives tags that it has other values.
struct TagPolicy: Operation {
    typealias Model = IAMModel.TagPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:TagPolicy", onPolicy: input.policyArn, in: call, context: TagSet.requestContext(input.tags))
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var policy = try ManagedPolicy.requiredCustomer(
                input.policyArn, for: "iam:TagPolicy", in: call, transaction)
            try policy.tags.merge(input.tags)
            try CustomerPolicies.records.replace(policy, in: transaction)
        }
        return Output()
    }
}
