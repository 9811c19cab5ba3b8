internal import Kernel
internal import STSModel
internal import Wire

/// Tells the caller who they are; no policy can deny it.
struct GetCallerIdentity: Operation {
    typealias Model = STSModel.GetCallerIdentity

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        Output(userId: call.principal.userID, account: call.account.digits, arn: call.principal.arn)
    }
}
