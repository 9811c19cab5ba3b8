import IAMModel
import Kernel
import Storage
import Wire

/// Puts a user into a group; nothing happens where it is there already.
struct AddUserToGroup: Operation {
    typealias Model = IAMModel.AddUserToGroup

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:AddUserToGroup", on: .group, named: input.groupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            let group = try Groups.required(input.groupName, in: call.account, transaction)
            let key = GroupMemberships.key(group: group.id, user: user.id)
            let account = call.account.digits
            guard try GroupMemberships.records.get(key, account: account, in: transaction) == nil else { return }
            try Quotas.check(
                try GroupMemberships.countGroups(ofUser: user.id, in: call.account, transaction),
                Quotas.groupsPerUser, "GroupsPerUser")
            let membership = GroupMembership(
                account: call.account, groupID: group.id, userID: user.id, since: call.time.seconds)
            try GroupMemberships.records.insert(membership, in: transaction)
        }
        return Output()
    }
}
