import IAMModel
import Kernel
import Storage

/// Says whether a user, or the calling one, has a password.
struct GetLoginProfile: Operation {
    typealias Model = IAMModel.GetLoginProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:GetLoginProfile", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        return try await store.read { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            return Output(loginProfile: LoginProfile(try ConsoleLogins.required(of: user, transaction), of: user))
        }
    }
}
