import Kernel
import Storage

/// Removes a user with everything that was kept of them.
enum UserErasure {
    /// Part of the transaction that deletes the user.
    static func erase(_ user: StoredUser, _ transaction: any WriteTransaction) throws {
        let account = user.account.digits
        _ = try Users.records.remove(Users.key(user.pool, user.key), account: account, in: transaction)
        _ = try Passwords.records.remove(Passwords.key(user.pool, user.sub), account: account, in: transaction)
        try RefreshFamilies.removeAll(of: user, transaction)
        try VerificationCodes.removeAll(of: user, transaction)
        try Lockout.clear(user, transaction)
        let memberships = try Memberships.records.scan(
            index: "user", prefix: [.string(user.pool.text), .string(user.key)], account: account, in: transaction)
        for membership in memberships {
            _ = try Memberships.records.remove(
                [.string(user.pool.text), .string(membership.group), .string(user.key)], account: account,
                in: transaction)
        }
    }
}
