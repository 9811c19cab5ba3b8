import IAMModel
import Kernel
import Storage
import Wire

/// Takes a user out of a group; nothing happens where it is not in it.
struct RemoveUserFromGroup: Operation {
    typealias Model = IAMModel.RemoveUserFromGroup

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:RemoveUserFromGroup", on: .group, named: input.groupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            let group = try Groups.required(input.groupName, in: call.account, transaction)
            try GroupMemberships.records.remove(
                GroupMemberships.key(group: group.id, user: user.id), account: call.account.digits, in: transaction)
        }
        return Output()
    }
}
