import Kernel
import Storage
import Testing

@testable import ServiceUserPools

/// The curve that keeps guessers away, and what it must forgive.
@Suite struct LockoutTests {
    private let engine = MemoryEngine()

    /// AWS's table: 2^(n-5) seconds from the fifth failure on, at most 15 minutes.
    @Test(
        arguments: [
            (1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (10, 32), (14, 512), (15, 900), (16, 900), (200, 900),
        ] as [(Int, Int64)])
    func locksForTwiceAsLongEachTime(failures: Int, seconds: Int64) {
        #expect(Lockout.duration(after: failures) == seconds * 1000)
    }

    /// Attempts while locked must not lengthen the lock, or anybody could lock out anybody for ever.
    @Test func doesNotCountWhileLocked() async throws {
        let pool = try SamplePool.make()
        for _ in 0..<5 { #expect(try await take(pool, at: 0) != nil) }
        for _ in 0..<9 { #expect(try await take(pool, at: 999) == nil) }
        let next = try await take(pool, at: 1000)
        #expect(next?.failures == 6)
        #expect(try await take(pool, at: 2999) == nil)
    }

    /// Guesses at once must be counted one by one: all but five find the door shut.
    @Test func countsGuessesBeforeTheyAreLookedAt() async throws {
        let pool = try SamplePool.make()
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 { group.addTask { try await take(pool, at: 5) != nil } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 5)
    }

    /// A right guess must leave the count as it was, lock and all.
    @Test func givesBackWhatWasRight() async throws {
        let pool = try SamplePool.make()
        for _ in 0..<4 { _ = try await take(pool, at: 0) }
        let ticket = try #require(try await take(pool, at: 0))
        try await engine.write { try Lockout.giveBack(ticket, $0) }
        #expect(try await take(pool, at: 0)?.failures == 5)
        let first = try #require(try await take(pool, at: 1000))
        try await engine.write { try Lockout.giveBack(first, $0) }
        #expect(try await take(pool, at: 1000)?.failures == 6)
    }

    /// A guess given back while another is under way must not take the other's count with it.
    @Test func keepsWhatOthersGuessedMeanwhile() async throws {
        let pool = try SamplePool.make()
        let mine = try #require(try await take(pool, at: 0))
        _ = try await take(pool, at: 0)
        try await engine.write { try Lockout.giveBack(mine, $0) }
        #expect(try await take(pool, at: 0)?.failures == 2)
    }

    /// After 15 quiet minutes the count begins anew.
    @Test(arguments: [(899, 2), (900, 1)] as [(Int64, Int)])
    func forgetsAfterQuietTime(seconds: Int64, failures: Int) async throws {
        let pool = try SamplePool.make()
        _ = try await take(pool, at: 0)
        #expect(try await take(pool, at: seconds * 1000)?.failures == failures)
    }

    /// `isLocked`, `noteFailure` and `clear` are what other parts of the service see of the same count.
    @Test func tellsOthersOfTheLock() async throws {
        let pool = try SamplePool.make()
        let user = SamplePool.user("ada", in: pool)
        for _ in 0..<5 { try await engine.write { try Lockout.noteFailure(of: user, at: 0, $0) } }
        #expect(try await engine.read { try Lockout.isLocked(user, at: 999, $0) })
        #expect(try await engine.read { try !Lockout.isLocked(user, at: 1000, $0) })
        try await engine.write { try Lockout.clear(user, $0) }
        #expect(try await engine.read { try !Lockout.isLocked(user, at: 0, $0) })
    }

    private func take(_ pool: StoredPool, at milliseconds: Int64) async throws -> Lockout.Ticket? {
        try await engine.write { try Lockout.take("sub-of-ada", in: pool, at: milliseconds, $0) }
    }
}
