import Kernel
import Storage
import UserPoolsModel
import Wire

/// Replaces the password of the user who brings an access token and knows the present one.
///
/// Wrong guesses count as those of a sign-in do: a stolen token is no way around the lock.
struct ChangePassword: Operation {
    typealias Model = UserPoolsModel.ChangePassword

    let store: UserPoolStore
    let passwords: Passwords
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await TokenCaller(input.accessToken, category: .userUpdate, accessTokens, store, call)
        let (user, pool, time) = (holder.user, holder.pool, call.time.milliseconds)
        try store.attempts.count(.changePassword, of: user.sub, in: pool, at: time)
        try PasswordPolicyRules.check(
            input.proposedPassword, against: pool.settings.passwordPolicy, wording: .change)
        let previous = try await store.read { try Passwords.get(user, $0) }
        if previous != nil || input.previousPassword != nil { try await prove(input, previous, holder) }
        try await PasswordPolicyRules.checkHistory(
            of: input.proposedPassword, in: previous, pool: pool, passwords: passwords)
        let password = try await passwords.prepare(
            input.proposedPassword, for: user, in: pool, replacing: previous, at: time)
        try await store.write { transaction in
            guard var user = try Users.find(sub: user.sub, in: pool, transaction) else { throw Refusal.noUser() }
            // Somebody else may have replaced it since it was looked at.
            guard try Passwords.get(user, transaction)?.createdAt == previous?.createdAt else {
                throw Refusal.wrongCredentials()
            }
            user.modifiedAt = time
            try Users.records.replace(user, in: transaction)
            try Passwords.records.put(password, in: transaction)
            // A code that was sent for the earlier password opens nothing any more.
            try Codes.remove(.forgotPassword, of: user, transaction)
        }
        return Output()
    }

    private func prove(_ input: Input, _ stored: StoredPassword?, _ holder: TokenCaller) async throws {
        let (user, pool, time) = (holder.user, holder.pool, holder.call.time.milliseconds)
        guard let previous = input.previousPassword else { throw Refusal.wrongCredentials() }
        let ticket = try await store.write { try Lockout.take(user.sub, in: pool, at: time, $0) }
        guard let ticket else { throw Refusal.attemptsExceeded() }
        guard try await passwords.verify(previous, against: stored) else { throw Refusal.wrongCredentials() }
        try await store.write { try Lockout.giveBack(ticket, $0) }
    }
}
