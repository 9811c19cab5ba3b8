import IAMModel
import Kernel
import Storage
import Wire

/// Takes the password of a user, or of the calling one, away; keys go on working.
struct DeleteLoginProfile: Operation {
    typealias Model = IAMModel.DeleteLoginProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:DeleteLoginProfile", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        try await store.write { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            _ = try ConsoleLogins.required(of: user, transaction)
            try ConsoleLogins.records.remove([.string(user.id)], account: call.account.digits, in: transaction)
        }
        return Output()
    }
}
