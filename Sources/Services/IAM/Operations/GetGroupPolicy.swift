import IAMModel
import Kernel

/// Gives the text of an inline policy of a group, percent-encoded.
struct GetGroupPolicy: Operation {
    typealias Model = IAMModel.GetGroupPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetGroupPolicy", on: .group, named: input.groupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (holder, policy) = try await store.read { transaction in
            let holder = try PolicyHolder.required(input.groupName, .group, in: call.account, transaction)
            return (holder, try InlinePolicies.required(input.policyName, of: holder, transaction))
        }
        return Output(
            groupName: holder.name,
            policyName: policy.name,
            policyDocument: PolicyText.encoded(policy.document)
        )
    }
}
