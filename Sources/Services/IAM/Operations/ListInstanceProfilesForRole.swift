import IAMModel
import Kernel
import Storage

/// Lists the instance profiles that hold a role.
struct ListInstanceProfilesForRole: Operation {
    typealias Model = IAMModel.ListInstanceProfilesForRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListInstanceProfilesForRole", onRole: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            let role = try Roles.required(input.roleName, in: call.account, transaction)
            let page = try store.page(
                try InstanceProfiles.holding(roleID: role.id, in: call.account, transaction),
                PageRequest(input.marker, input.maxItems), listing: "profiles/\(role.id)", in: call.account,
                key: \.name)
            return Output(
                instanceProfiles: try page.records.map { try InstanceProfile($0, withTags: false, transaction) },
                isTruncated: page.next != nil,
                marker: page.next
            )
        }
    }
}
