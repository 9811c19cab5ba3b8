import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives a user a password: for good, or until they choose another at their next sign-in.
///
/// Source: the API reference of AdminSetUserPassword.
struct AdminSetUserPassword: Operation {
    typealias Model = UserPoolsModel.AdminSetUserPassword

    let store: UserPoolStore
    let passwords: Passwords

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminSetUserPassword", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try PasswordPolicyRules.check(input.password, against: pool.settings.passwordPolicy, wording: .change)
        let (found, previous) = try await store.read { transaction in
            let user = try UserLookup.require(input.username, in: pool, transaction)
            return (user, try Passwords.get(user, transaction))
        }
        try await PasswordPolicyRules.checkHistory(
            of: input.password, in: previous, pool: pool, passwords: passwords)
        let isPermanent = input.permanent ?? false
        let time = call.time.milliseconds
        let password = try await passwords.prepare(
            input.password, for: found, in: pool, replacing: previous, isTemporary: !isPermanent, at: time)
        try await store.write { transaction in
            guard var user = try Users.find(sub: found.sub, in: pool, transaction) else { throw Refusal.noUser() }
            user.status = isPermanent ? .confirmed : .forceChangePassword
            user.modifiedAt = time
            user.aliases = AliasRules.aliases(of: user, in: pool)
            try AliasRules.replace(user, in: pool, at: time, transaction)
            try Passwords.records.put(password, in: transaction)
            // A code that was sent for the earlier password opens nothing any more.
            try Codes.remove(.forgotPassword, of: user, transaction)
        }
        return Output()
    }
}
