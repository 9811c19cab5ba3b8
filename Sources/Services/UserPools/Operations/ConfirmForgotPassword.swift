import Kernel
import Storage
import UserPoolsModel
import Wire

/// Replaces a forgotten password, by the code that was sent.
struct ConfirmForgotPassword: Operation {
    typealias Model = UserPoolsModel.ConfirmForgotPassword

    let store: UserPoolStore
    let passwords: Passwords
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let caller = try await AppCaller(
            clientID: input.clientId, secretHash: input.secretHash, name: input.username,
            category: .userAccountRecovery, store: store, call: call)
        let time = caller.call.time.milliseconds
        try await store.countAttempt(.confirmForgotPassword, named: input.username, in: caller.pool, at: time)
        try PasswordPolicyRules.check(
            input.password, against: caller.pool.settings.passwordPolicy, wording: .change)
        let proved = try await prove(input, caller)
        try await PasswordPolicyRules.checkHistory(
            of: input.password, in: proved.password, pool: caller.pool, passwords: passwords)
        let password = try await passwords.prepare(
            input.password, for: proved.user, in: caller.pool, replacing: proved.password, at: time)
        let user = try await change(proved.user, to: password, input, caller)
        try await triggers.postConfirmation(
            caller.context(of: user, clientMetadata: input.clientMetadata),
            source: "PostConfirmation_ConfirmForgotPassword")
        return Output()
    }

    private struct Proved: Sendable {
        var user: StoredUser
        var password: StoredPassword?
    }

    /// Looks at the code without spending it: the password may yet be refused, and hashing takes its time outside.
    private func prove(_ input: Input, _ caller: AppCaller) async throws -> Proved {
        let (codes, shadow) = (store.codes, store.shadow)
        let decoy = Decoys(vault: store.vault).user(named: input.username, in: caller.pool)
        let outcome = try await store.write { transaction -> Result<Proved, ServiceError> in
            func verdict(on user: StoredUser) throws -> VerificationCodes.Verdict {
                try codes.check(
                    input.confirmationCode, for: .forgotPassword, of: user, at: caller.call.time.milliseconds,
                    isSpent: false, in: transaction)
            }
            let hidesUsers = caller.client.hidesUsers
            let user = try UserLookup.findAlike(input.username, in: caller.pool, shadow: shadow, transaction)
            if let user, user.isEnabled {
                let found = try verdict(on: user)
                if case .right = found {
                    return .success(Proved(user: user, password: try Passwords.get(user, transaction)))
                }
                if found != .none || !hidesUsers { return .failure(Refusal.code(found)) }
            }
            guard hidesUsers else { return .failure(user == nil ? Refusal.noCombination() : Refusal.disabled()) }
            return .failure(Refusal.code(try verdict(on: decoy), hidesUsers: true))
        }
        return try outcome.get()
    }

    private func change(
        _ proved: StoredUser, to password: StoredPassword, _ input: Input, _ caller: AppCaller
    ) async throws -> StoredUser {
        let codes = store.codes
        let time = caller.call.time.milliseconds
        let outcome = try await store.write { transaction -> Result<StoredUser, ServiceError> in
            guard var user = try Users.find(sub: proved.sub, in: caller.pool, transaction) else {
                return .failure(Refusal.unknownUser(to: caller.client))
            }
            let verdict = try codes.check(
                input.confirmationCode, for: .forgotPassword, of: user, at: time, in: transaction)
            guard case .right = verdict else { return .failure(Refusal.code(verdict)) }
            user.status = .confirmed
            user.modifiedAt = time
            user.aliases = AliasRules.aliases(of: user, in: caller.pool)
            try AliasRules.replace(user, in: caller.pool, at: time, transaction)
            try Passwords.records.put(password, in: transaction)
            try Lockout.clear(user, transaction)
            return .success(user)
        }
        return try outcome.get()
    }
}
