internal import Kernel
internal import STSModel
internal import Wire

/// Gives a user, or root, a session of their own; needs no permission, and no session may ask for another.
struct GetSessionToken: Operation {
    typealias Model = STSModel.GetSessionToken

    let tokens: SessionTokens
    let secondFactor: MultiFactor

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try call.principal.refuseIfSession(calling: "GetSessionToken")
        return []
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let isProved = try await secondFactor.isProved(
            serialNumber: input.serialNumber, tokenCode: input.tokenCode, spending: true, in: call)
        let duration = SessionDuration.ofCaller(requested: input.durationSeconds, isRoot: call.principal.isRoot)
        let principal = SessionPrincipal(
            account: call.account,
            origin: .own(try call.principal.sessionUser),
            accessKeyID: "",
            issuedAt: call.time.seconds,
            expiresAt: call.time.seconds + Int64(duration),
            isMultiFactor: isProved
        )
        return Output(credentials: try tokens.issue(for: principal).answer)
    }
}
