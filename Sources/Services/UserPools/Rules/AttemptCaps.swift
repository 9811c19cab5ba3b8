import Kernel
import Synchronization
import Wire

/// How often an hour one user may try what AWS caps. Unknown names are counted too, so that users who do not
/// exist are capped alike. Kept in memory, since it spares work and mailboxes only: what guards secrets is stored,
/// wrong guesses at codes with the code (`StoredCode.hourFailures`), those at passwords and factors in `Lockout`.
///
/// Source: "Quotas in Amazon Cognito" in the developer guide.
final class AttemptCaps: Sendable {
    enum Attempt: String, Sendable {
        case confirmSignUp, resendConfirmationCode, changePassword, forgotPassword, confirmForgotPassword
        case verifyUserAttribute, getUserAttributeVerificationCode

        /// Tries in an hour. AWS allows 5 to 20 for forgotten passwords, by a risk that is not measured here.
        var cap: Int {
            switch self {
            case .confirmSignUp, .verifyUserAttribute: 15
            case .forgotPassword, .confirmForgotPassword: 20
            case .resendConfirmationCode, .changePassword, .getUserAttributeVerificationCode: 5
            }
        }
    }

    private struct Key: Hashable {
        var attempt: Attempt
        var pool: PoolID
        var subject: String
    }

    private struct Window {
        var since: Int64
        var count: Int
    }

    private static let hour: Int64 = 3_600_000
    private static let mostWindows = 100_000
    private let windows = Mutex<[Key: Window]>([:])

    /// Counts a try, or refuses it with `LimitExceededException`.
    ///
    /// - Parameter subject: the folded name, or the `sub` of whoever brought a token.
    func count(_ attempt: Attempt, of subject: String, in pool: StoredPool, at milliseconds: Int64) throws {
        let key = Key(attempt: attempt, pool: pool.id, subject: subject)
        let isAllowed = windows.withLock { windows -> Bool in
            if windows.count >= Self.mostWindows, windows[key] == nil { Self.tidy(&windows, at: milliseconds) }
            var window = windows[key] ?? Window(since: milliseconds, count: 0)
            if milliseconds - window.since >= Self.hour { window = Window(since: milliseconds, count: 0) }
            guard window.count < attempt.cap else { return false }
            window.count += 1
            windows[key] = window
            return true
        }
        guard isAllowed else { throw Refusal.limitExceeded() }
    }

    /// Forgets everything, for an ephemeral server that was emptied.
    func reset() {
        windows.withLock { $0 = [:] }
    }

    /// Forgets what is over; where that is not enough, first those with the fewest tries: a flood of names cannot wash
    /// out the count of one that is being guessed at.
    private static func tidy(_ windows: inout [Key: Window], at milliseconds: Int64) {
        windows = windows.filter { milliseconds - $0.value.since < hour }
        var fewest = 1
        while windows.count >= mostWindows {
            windows = windows.filter { $0.value.count > fewest }
            fewest += 1
        }
    }
}

extension UserPoolStore {
    /// Counts a try on whomever a name means: all of one user's names share a count, an unknown one has its own.
    ///
    /// - Returns: whoever was meant, found with the same work as nobody.
    @discardableResult
    func countAttempt(
        _ attempt: AttemptCaps.Attempt, named name: String, in pool: StoredPool, at milliseconds: Int64
    ) async throws -> StoredUser? {
        let shadow = shadow
        let user = try await read { try UserLookup.findAlike(name, in: pool, shadow: shadow, $0) }
        try attempts.count(attempt, of: user?.sub ?? pool.folded(name), in: pool, at: milliseconds)
        return user
    }
}
