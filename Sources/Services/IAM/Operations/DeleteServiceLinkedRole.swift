import IAMModel
import Kernel
import Storage
import Wire

/// Deletes a service-linked role and answers the task under which AWS would do so later.
///
/// No service here holds on to its role, so the task has succeeded when it is first asked for.
struct DeleteServiceLinkedRole: Operation {
    typealias Model = IAMModel.DeleteServiceLinkedRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let account = call.account
        let role = try await store.read { try Roles.named(input.roleName, in: account, $0) }
        return [
            try await store.permission(
                "iam:DeleteServiceLinkedRole", onRole: input.roleName, in: call,
                context: role?.linkedService.map { ["iam:AWSServiceName": [$0]] } ?? [:])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let suffix = store.random.uuid()
        let task = try await store.write { transaction in
            let role = try Roles.required(input.roleName, in: call.account, transaction)
            guard let service = role.linkedService else {
                throw IAMError.noSuchEntity("The role with name \(input.roleName) cannot be found.")
            }
            let task = LinkedRoleDeletion(
                account: call.account,
                id: "task/aws-service-role/\(service)/\(role.name)/\(suffix)",
                roleName: role.name,
                status: .succeeded,
                createdAt: call.time.seconds
            )
            for attachment in try PolicyAttachments.attached(to: role.id, in: call.account, transaction) {
                let key = PolicyAttachments.key(entity: role.id, policy: attachment.policyARN)
                try PolicyAttachments.records.remove(key, account: call.account.digits, in: transaction)
            }
            try Roles.remove(role, transaction)
            try LinkedRoleDeletions.records.put(task, in: transaction)
            return task
        }
        return Output(deletionTaskId: task.id)
    }
}
