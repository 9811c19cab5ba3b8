import IAMModel
import Kernel
import Wire

/// Describes a user; without a name, whoever calls: a user, or the account's root.
struct GetUser: Operation {
    typealias Model = IAMModel.GetUser

    let store: IAMStore
    let accountCreation: @Sendable (AccountID) async throws -> Timestamp?

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        if input.userName == nil, CallingUser.isRoot(call.principal) {
            return [Permission("iam:GetUser", on: "arn:aws:iam::\(call.account):root")]
        }
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:GetUser", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        if input.userName == nil, CallingUser.isRoot(call.principal) {
            return Output(user: try await root(of: call.account))
        }
        let name = try CallingUser.name(input.userName, in: call)
        let user = try await store.read { try Users.required(name, in: call.account, $0) }
        return Output(user: IAMModel.User(describing: user))
    }

    /// Root as AWS answers it: its unique id is the account's number, and it has neither name nor path.
    private func root(of account: AccountID) async throws -> IAMModel.User {
        IAMModel.User(
            path: "",
            userName: "",
            userId: account.digits,
            arn: "arn:aws:iam::\(account):root",
            createDate: try await accountCreation(account) ?? Timestamp(seconds: 0)
        )
    }
}
