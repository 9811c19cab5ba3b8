import IAMModel
import Kernel
import Storage

/// Lists the versions of a managed policy without their texts, latest first.
struct ListPolicyVersions: Operation {
    typealias Model = IAMModel.ListPolicyVersions

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListPolicyVersions", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            let policy: CustomerPolicy
            switch try ManagedPolicy.required(input.policyArn, in: call.account, transaction) {
            case .aws(let policy):
                return Output(versions: [PolicyVersion(policy, withDocument: false)], isTruncated: false)
            case .customer(let own):
                policy = own
            }
            let page = try store.page(
                try CustomerPolicies.allVersions(of: policy, transaction), PageRequest(input.marker, input.maxItems),
                listing: "versions/\(policy.id)", in: call.account,
                key: { format(Int.max - $0.number) })
            return Output(
                versions: page.records.map { PolicyVersion($0, of: policy, withDocument: false) },
                isTruncated: page.next != nil,
                marker: page.next
            )
        }
    }

    /// Digits that sort as text as the numbers do.
    private func format(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 19 - digits.count) + digits
    }
}
