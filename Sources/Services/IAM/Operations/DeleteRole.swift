import IAMModel
import Kernel
import Wire

/// Deletes a role that has no policies and stands in no instance profile; its open sessions lose all permissions.
struct DeleteRole: Operation {
    typealias Model = IAMModel.DeleteRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:DeleteRole", onRole: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let role = try Roles.required(input.roleName, in: call.account, transaction)
            try PolicyHolder(role).refuseLinked()
            guard try InstanceProfiles.holding(roleID: role.id, in: call.account, transaction).isEmpty else {
                throw IAMError.deleteConflict(
                    "Cannot delete entity, must remove roles from instance profile first.")
            }
            guard try PolicyAttachments.count(attachedTo: role.id, in: call.account, transaction) == 0 else {
                throw IAMError.deleteConflict("Cannot delete entity, must detach all policies first.")
            }
            guard try InlinePolicies.count(of: role.id, in: call.account, transaction) == 0 else {
                throw IAMError.deleteConflict("Cannot delete entity, must delete policies first.")
            }
            try Roles.remove(role, transaction)
        }
        return Output()
    }
}
