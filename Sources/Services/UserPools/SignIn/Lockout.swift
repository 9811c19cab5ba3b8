import Kernel
import Storage

/// Wrong guesses of one user over all factors: passwords, codes, devices, authenticator apps.
struct StoredAttempts: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The user's `sub`, or that of somebody who stands in for an unknown user.
    let user: String
    var failures: Int
    /// Milliseconds since 1970.
    var lastFailure: Int64
    var lockedUntil: Int64

    /// When nothing of it counts any more: after 15 quiet minutes.
    var forgottenAt: Int64 { max(lastFailure, lockedUntil) + Lockout.quietTime }
}

/// AWS's curve: from the fifth failure on, each locks for 2^(n-5) seconds, up to 15 minutes; attempts while locked do
/// not count; 15 quiet minutes forget all.
///
/// A guess is counted before it is looked at and given back when it was right, so that guesses made at the same time
/// cannot slip through. Source: "Lockout behavior for failed sign-in attempts" in the developer guide.
enum Lockout {
    /// An attempt that was counted, to be given back when it was right.
    struct Ticket: Hashable, Sendable {
        let pool: PoolID
        let account: AccountID
        let user: String
        /// What was known before; `nil` for no failures.
        let before: StoredAttempts?
        let failures: Int
    }

    /// Milliseconds after which failures are forgotten.
    static let quietTime: Int64 = 15 * 60_000
    static let freeFailures = 5
    private static let longestLock: Int64 = 15 * 60_000

    static let records = Records<StoredAttempts>(
        "cognito-idp/attempts", account: \.account.digits, key: { [.string($0.pool.text), .string($0.user)] }
    ) {
        Index("forgotten", scope: .server) { [.integer($0.forgottenAt)] }
    }

    /// Milliseconds that so many failures lock for; none before the fifth.
    static func duration(after failures: Int) -> Int64 {
        guard failures >= freeFailures else { return 0 }
        return min(longestLock, 1000 << min(20, Int64(failures - freeFailures)))
    }

    /// Whether the user must wait; to be asked before a factor is looked at.
    static func isLocked(
        _ user: StoredUser, at milliseconds: Int64, _ transaction: any ReadTransaction
    ) throws -> Bool {
        let known = try records.get(
            [.string(user.pool.text), .string(user.sub)], account: user.account.digits, in: transaction)
        return known.map { milliseconds < $0.lockedUntil } ?? false
    }

    /// Counts a guess as wrong until it is given back; `nil` where the user is locked, which counts nothing.
    ///
    /// - Parameter sub: the user's, or that of somebody who stands in for an unknown user.
    static func take(
        _ sub: String, in pool: StoredPool, at milliseconds: Int64, _ transaction: any WriteTransaction
    ) throws -> Ticket? {
        let known = try records.get(
            [.string(pool.id.text), .string(sub)], account: pool.account.digits, in: transaction)
        if let known, milliseconds < known.lockedUntil { return nil }
        let before = known.flatMap { milliseconds >= $0.forgottenAt ? nil : $0 }
        let failures = (before?.failures ?? 0) + 1
        let lock = duration(after: failures)
        try records.put(
            StoredAttempts(
                pool: pool.id, account: pool.account, user: sub, failures: failures, lastFailure: milliseconds,
                lockedUntil: lock == 0 ? 0 : milliseconds + lock),
            in: transaction)
        return Ticket(pool: pool.id, account: pool.account, user: sub, before: before, failures: failures)
    }

    /// Gives back a guess that was right, or was never looked at. Guesses made meanwhile stay counted.
    static func giveBack(_ ticket: Ticket, _ transaction: any WriteTransaction) throws {
        let key: [KeyPart] = [.string(ticket.pool.text), .string(ticket.user)]
        guard var known = try records.get(key, account: ticket.account.digits, in: transaction) else { return }
        if known.failures == ticket.failures, let before = ticket.before {
            try records.put(before, in: transaction)
        } else if known.failures <= 1 {
            _ = try records.remove(key, account: ticket.account.digits, in: transaction)
        } else {
            known.failures -= 1
            try records.put(known, in: transaction)
        }
    }

    static func noteFailure(
        of user: StoredUser, at milliseconds: Int64, _ transaction: any WriteTransaction
    ) throws {
        let key: [KeyPart] = [.string(user.pool.text), .string(user.sub)]
        let known = try records.get(key, account: user.account.digits, in: transaction)
        if let known, milliseconds < known.lockedUntil { return }
        let failures = (known.map { milliseconds >= $0.forgottenAt ? 0 : $0.failures } ?? 0) + 1
        let lock = duration(after: failures)
        try records.put(
            StoredAttempts(
                pool: user.pool, account: user.account, user: user.sub, failures: failures, lastFailure: milliseconds,
                lockedUntil: lock == 0 ? 0 : milliseconds + lock),
            in: transaction)
    }

    /// Forgets the failures of a user who signed in, or was deleted.
    static func clear(_ user: StoredUser, _ transaction: any WriteTransaction) throws {
        _ = try records.remove(
            [.string(user.pool.text), .string(user.sub)], account: user.account.digits, in: transaction)
    }

    /// Removes so many of those that count no more; how many it removed.
    static func sweep(before milliseconds: Int64, limit: Int, _ transaction: any WriteTransaction) throws -> Int {
        let found = try records.scan(serverIndex: "forgotten", prefix: [], limit: limit, in: transaction)
        let stale = found.filter { $0.forgottenAt <= milliseconds }
        for attempts in stale {
            _ = try records.remove(
                [.string(attempts.pool.text), .string(attempts.user)], account: attempts.account.digits,
                in: transaction)
        }
        return stale.count
    }
}
