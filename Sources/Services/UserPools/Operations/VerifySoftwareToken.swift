import Kernel
import Storage
import UserPoolsModel
import Wire

/// Takes the first code of an authenticator app.
struct VerifySoftwareToken: Operation {
    typealias Model = UserPoolsModel.VerifySoftwareToken

    let signIn: SignIn
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        if let token = input.accessToken {
            guard input.session == nil else {
                throw Refusal.invalid("Only one of AccessToken and Session can be given.")
            }
            try await verify(input, token: token, in: call)
            return Output(status: .success)
        }
        guard let session = input.session else { throw Refusal.missingParameter("AccessToken") }
        let next = try await signIn.verify(
            input.userCode, name: input.friendlyDeviceName, session: session, in: call)
        return Output(status: .success, session: next)
    }

    /// Guesses count among those of all factors.
    private func verify(_ input: Input, token: String, in call: Call) async throws {
        let store = signIn.store
        let holder = try await accessTokens.holder(of: token, in: call)
        let pool = holder.pool
        guard pool.settings.mfa.isSoftwareTokenEnabled else { throw Refusal.noSoftwareTokens() }
        guard let seed = holder.user.mfa.pendingSeed else { throw Refusal.noSoftwareToken() }
        let now = call.time.milliseconds
        try await signIn.attempting(as: holder.user.sub, in: pool, at: now) { ticket in
            let step = try SoftwareTokens(vault: store.vault).step(
                of: input.userCode, seed: seed, user: holder.user, at: call.time)
            guard let step else {
                throw SignIn.WrongGuess(answer: UserPoolsError.enableSoftwareTokenMFA("Code mismatch"))
            }
            try await store.write { transaction in
                guard var user = try Users.find(sub: holder.user.sub, in: pool, transaction) else {
                    throw Refusal.noUser()
                }
                guard user.mfa.pendingSeed == seed else {
                    throw UserPoolsError.enableSoftwareTokenMFA("Code mismatch")
                }
                user.mfa.takeSoftwareToken(seed, name: input.friendlyDeviceName, step: step, isEnabled: false)
                user.modifiedAt = now
                try Users.records.replace(user, in: transaction)
                try Lockout.giveBack(ticket, transaction)
            }
        }
    }
}
