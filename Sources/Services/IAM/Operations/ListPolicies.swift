import IAMModel
import Kernel
import Storage

/// Lists managed policies, AWS's and the account's own, in the order of their names.
struct ListPolicies: Operation {
    typealias Model = IAMModel.ListPolicies

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:ListPolicies", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            var policies: [(policy: ManagedPolicy, usage: PolicyUsage)] = []
            for policy in try candidates(input, in: call.account, transaction) {
                guard policy.path.hasPrefix(input.pathPrefix ?? "/") else { continue }
                let usage = try policy.usage(in: call.account, transaction)
                if matches(usage, input) { policies.append((policy, usage)) }
            }
            let filter = [
                input.scope?.rawValue ?? "All", "\(input.onlyAttached ?? false)", input.pathPrefix ?? "/",
                input.policyUsageFilter?.rawValue ?? "",
            ]
            let page = try store.page(
                policies, PageRequest(input.marker, input.maxItems),
                listing: "policies/" + filter.joined(separator: ","), in: call.account, key: \.policy.sortKey)
            return Output(
                policies: page.records.map { Policy($0.policy, $0.usage) },
                isTruncated: page.next != nil,
                marker: page.next
            )
        }
    }

    private func candidates(
        _ input: Input, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [ManagedPolicy] {
        var policies: [ManagedPolicy] = []
        if input.scope != .local { policies += AWSManagedPolicy.all.map(ManagedPolicy.aws) }
        if input.scope != .aws {
            policies += try CustomerPolicies.records.scan(account: account.digits, in: transaction)
                .map(ManagedPolicy.customer)
        }
        return policies
    }

    private func matches(_ usage: PolicyUsage, _ input: Input) -> Bool {
        let isAttached = input.onlyAttached ?? false
        return switch input.policyUsageFilter {
        case .permissionsBoundary: usage.boundaries > 0
        case .permissionsPolicy: usage.attachments > 0
        default: !isAttached || usage.attachments + usage.boundaries > 0
        }
    }
}
