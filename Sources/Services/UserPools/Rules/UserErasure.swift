import Kernel
import Storage

/// Removes a user with everything that was kept of them.
enum UserErasure {
    /// Part of the transaction that deletes the user.
    static func erase(_ user: StoredUser, _ transaction: any WriteTransaction) throws {
        let account = user.account.digits
        try Users.remove(user, transaction)
        _ = try Passwords.records.remove(Passwords.key(user.pool, user.sub), account: account, in: transaction)
        try RefreshFamilies.removeAll(of: user, transaction)
        try VerificationCodes.removeAll(of: user, transaction)
        try Lockout.clear(user, transaction)
        try Devices.removeAll(of: user, transaction)
        try Memberships.removeAll(of: user, transaction)
    }
}
