import IAMModel
import Kernel
import Storage
import Wire

/// Deletes a user to whom nothing is attached any more.
struct DeleteUser: Operation {
    typealias Model = IAMModel.DeleteUser

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:DeleteUser", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            if let rest = try rest(of: user, transaction) {
                throw IAMError.deleteConflict("Cannot delete entity, must \(rest) first.")
            }
            try Users.records.remove(Users.key(user.name), account: user.account.digits, in: transaction)
        }
        return Output()
    }

    /// What must be done before the user can go; `nil` when nothing.
    private func rest(of user: IAMUser, _ transaction: any ReadTransaction) throws -> String? {
        if try UserAccessKeys.count(ofUser: user.id, in: user.account, transaction) > 0 { return "delete access keys" }
        if try VirtualMFAs.count(enabledForUser: user.id, in: user.account, transaction) > 0 {
            return "delete MFA device"
        }
        if try InlinePolicies.count(of: user.id, in: user.account, transaction) > 0 { return "delete policies" }
        if try PolicyAttachments.count(attachedTo: user.id, in: user.account, transaction) > 0 {
            return "detach all policies"
        }
        if try GroupMemberships.countGroups(ofUser: user.id, in: user.account, transaction) > 0 {
            return "remove users from group"
        }
        if try ConsoleLogins.of(user.id, in: user.account, transaction) != nil { return "delete login profile" }
        return nil
    }
}
