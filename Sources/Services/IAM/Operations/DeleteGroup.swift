import IAMModel
import Kernel
import Storage
import Wire

/// Deletes a group that has neither members nor policies.
struct DeleteGroup: Operation {
    typealias Model = IAMModel.DeleteGroup

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:DeleteGroup", on: .group, named: input.groupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let group = try Groups.required(input.groupName, in: call.account, transaction)
            if try GroupMemberships.countUsers(ofGroup: group.id, in: group.account, transaction) > 0 {
                throw IAMError.deleteConflict("Cannot delete entity, must remove users from group first.")
            }
            if try InlinePolicies.count(of: group.id, in: group.account, transaction) > 0 {
                throw IAMError.deleteConflict("Cannot delete entity, must delete policies first.")
            }
            if try PolicyAttachments.count(attachedTo: group.id, in: group.account, transaction) > 0 {
                throw IAMError.deleteConflict("Cannot delete entity, must detach all policies first.")
            }
            try Groups.records.remove(Groups.key(group.name), account: group.account.digits, in: transaction)
        }
        return Output()
    }
}
