import IAMModel
import Kernel
import Storage

/// Gives a whole account's users, groups, roles and managed policies with all their policies, part by part.
///
/// Of AWS's managed policies only those that the account uses are given.
struct GetAccountAuthorizationDetails: Operation {
    typealias Model = IAMModel.GetAccountAuthorizationDetails

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:GetAccountAuthorizationDetails", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let wanted = Set(input.filter ?? [.user, .group, .role, .localManagedPolicy, .awsManagedPolicy])
        return try await store.read { transaction in
            let entries = try AccountEntry.all(of: wanted, in: call.account, transaction)
            let page = try store.page(
                entries, PageRequest(input.marker, input.maxItems),
                listing: "details/" + wanted.map(\.rawValue).sorted().joined(separator: ","), in: call.account,
                key: \.sortKey)
            var output = Output(
                userDetailList: [], groupDetailList: [], roleDetailList: [], policies: [],
                isTruncated: page.next != nil, marker: page.next)
            for entry in page.records { try entry.describe(in: &output, of: call.account, transaction) }
            return output
        }
    }
}
