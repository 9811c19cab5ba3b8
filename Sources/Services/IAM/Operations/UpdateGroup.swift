import IAMModel
import Kernel
import Storage
import Wire

/// Gives a group another name or path; members and policies stay.
struct UpdateGroup: Operation {
    typealias Model = IAMModel.UpdateGroup

    let store: IAMStore

    /// Asked on the group as it is and as it is to be.
    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let permission = try await store.permission("iam:UpdateGroup", on: .group, named: input.groupName, in: call)
        guard input.newPath != nil || input.newGroupName != nil else { return [permission] }
        let group = try await store.read { try Groups.named(input.groupName, in: call.account, $0) }
        let path = input.newPath ?? group?.path ?? "/"
        let target = "arn:aws:iam::\(call.account):group\(path)\(input.newGroupName ?? input.groupName)"
        return [permission, Permission("iam:UpdateGroup", on: target)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let group = try Groups.required(input.groupName, in: call.account, transaction)
            if let name = input.newGroupName, try Groups.named(name, in: call.account, transaction) != nil {
                throw IAMError.entityAlreadyExists("Group with name \(name) already exists.")
            }
            try Groups.records.update(Groups.key(group.name), account: call.account.digits, in: transaction) {
                $0.name = input.newGroupName ?? $0.name
                $0.path = input.newPath ?? $0.path
            }
        }
        return Output()
    }
}
