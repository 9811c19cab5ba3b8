import IAMModel
import Kernel

/// Gives the text of an inline policy of a user, percent-encoded.
struct GetUserPolicy: Operation {
    typealias Model = IAMModel.GetUserPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetUserPolicy", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (holder, policy) = try await store.read { transaction in
            let holder = try PolicyHolder.required(input.userName, .user, in: call.account, transaction)
            return (holder, try InlinePolicies.required(input.policyName, of: holder, transaction))
        }
        return Output(
            userName: holder.name,
            policyName: policy.name,
            policyDocument: PolicyText.encoded(policy.document)
        )
    }
}
