import IAMModel
import Kernel

/// Gives the text of an inline policy of a role, percent-encoded.
struct GetRolePolicy: Operation {
    typealias Model = IAMModel.GetRolePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetRolePolicy", on: .role, named: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (holder, policy) = try await store.read { transaction in
            let holder = try PolicyHolder.required(input.roleName, .role, in: call.account, transaction)
            return (holder, try InlinePolicies.required(input.policyName, of: holder, transaction))
        }
        return Output(
            roleName: holder.name,
            policyName: policy.name,
            policyDocument: PolicyText.encoded(policy.document)
        )
    }
}
