import IAMModel
import Kernel
import Storage
import Wire

/// Gives a user another name or path; what belongs to it stays with it.
struct UpdateUser: Operation {
    typealias Model = IAMModel.UpdateUser

    let store: IAMStore

    /// Asked on the user as it is and as it is to be ("Renaming an IAM user" in the user guide).
    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let permission = try await store.permission("iam:UpdateUser", on: .user, named: input.userName, in: call)
        guard input.newPath != nil || input.newUserName != nil else { return [permission] }
        let user = try await store.read { try Users.named(input.userName, in: call.account, $0) }
        let path = input.newPath ?? user?.path ?? "/"
        let target = "arn:aws:iam::\(call.account):user\(path)\(input.newUserName ?? input.userName)"
        return [permission, Permission("iam:UpdateUser", on: target, context: permission.context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            // A name that differs only by case counts as taken, by the user itself.
            if let name = input.newUserName, try Users.named(name, in: call.account, transaction) != nil {
                throw IAMError.entityAlreadyExists("User with name \(name) already exists.")
            }
            try Users.records.update(Users.key(user.name), account: call.account.digits, in: transaction) {
                $0.name = input.newUserName ?? $0.name
                $0.path = input.newPath ?? $0.path
            }
        }
        return Output()
    }
}
