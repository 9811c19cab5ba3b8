import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives the seed of an authenticator app, to a user who is signed in or who must have one to sign in.
struct AssociateSoftwareToken: Operation {
    typealias Model = UserPoolsModel.AssociateSoftwareToken

    let signIn: SignIn
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        if let token = input.accessToken {
            guard input.session == nil else {
                throw Refusal.invalid("Only one of AccessToken and Session can be given.")
            }
            return try await associate(token: token, in: call)
        }
        guard let session = input.session else { throw Refusal.missingParameter("AccessToken") }
        let (seed, next) = try await signIn.associate(session: session, in: call)
        return Output(secretCode: Base32.text(seed), session: next)
    }

    /// An app that the user has already goes on until the new one has shown a code.
    private func associate(token: String, in call: Call) async throws -> Output {
        let store = signIn.store
        let holder = try await accessTokens.holder(of: token, in: call)
        guard holder.pool.settings.mfa.isSoftwareTokenEnabled else { throw Refusal.noSoftwareTokens() }
        let seed = store.random.bytes(SoftwareTokens.seedLength)
        let sealed = try SoftwareTokens(vault: store.vault).seal(seed, for: holder.user)
        try await store.write { transaction in
            guard var user = try Users.find(sub: holder.user.sub, in: holder.pool, transaction) else {
                throw Refusal.noUser()
            }
            user.mfa.pendingSeed = sealed
            try Users.records.replace(user, in: transaction)
        }
        return Output(secretCode: Base32.text(seed))
    }
}
