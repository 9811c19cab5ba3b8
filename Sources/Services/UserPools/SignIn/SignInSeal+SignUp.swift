import Kernel
import Storage
import UserPoolsModel
import Wire

/// The sessions that lead from a sign-up through its confirmation to a sign-in with `USER_AUTH`, for clients that may
/// sign in so.
///
/// Only who made the account holds the first of them; it is that, and the code, which stand for a first factor.
/// Source: "Session" in the API references of SignUp, ConfirmSignUp and InitiateAuth.
extension SignInSeal {
    /// What `SignUp` answers as `Session`; `nil` for clients without `USER_AUTH`.
    func signedUp(
        _ user: StoredUser, client: StoredClient, in pool: StoredPool, random: any RandomSource, at time: Int64
    ) throws -> Session? {
        guard client.explicitAuthFlows?.contains("ALLOW_USER_AUTH") == true else { return nil }
        return try session(for: state(.signedUp, of: user, client, in: pool, random, time), in: pool)
    }

    /// What `ConfirmSignUp` answers as `Session`, for `InitiateAuth` with `USER_AUTH`.
    func confirmedSignUp(
        of user: StoredUser, client: StoredClient, in pool: StoredPool, random: any RandomSource, at time: Int64
    ) throws -> Session {
        try session(for: state(.confirmedSignUp, of: user, client, in: pool, random, time), in: pool)
    }

    /// The sign-up that a session given to `ConfirmSignUp` speaks of; `nil` where it is too old, which does not keep
    /// anybody from being confirmed.
    func signUp(
        _ text: String, client: StoredClient, in pool: StoredPool, at time: Int64, _ transaction: any ReadTransaction
    ) throws -> SignInState? {
        let state: SignInState
        do {
            state = try open(text, at: time, transaction)
        } catch let error as ServiceError {
            guard error == Refusal.expiredSession() else { throw error }
            return nil
        }
        guard state.pending == .signedUp, state.pool == pool.id, state.client == client.id else {
            throw Refusal.foreignSession()
        }
        return state
    }

    private func state(
        _ pending: PendingChallenge, of user: StoredUser, _ client: StoredClient, in pool: StoredPool,
        _ random: any RandomSource, _ time: Int64
    ) -> SignInState {
        SignInState(
            id: random.uuid(), pool: pool.id, client: client.id, user: user.sub, standing: .user,
            name: user.username, username: user.key, flow: .choice, startedAt: time,
            expiresAt: time + Int64(max(client.authSessionValidity, 3)) * 60_000, pending: pending)
    }
}
