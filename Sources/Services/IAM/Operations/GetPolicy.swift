import IAMModel
import Kernel

/// Describes a managed policy, without its text.
struct GetPolicy: Operation {
    typealias Model = IAMModel.GetPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetPolicy", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            let policy = try ManagedPolicy.required(input.policyArn, in: call.account, transaction)
            return Output(policy: Policy(describing: policy, try policy.usage(in: call.account, transaction)))
        }
    }
}
