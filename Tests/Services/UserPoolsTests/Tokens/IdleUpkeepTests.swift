import Kernel
import Logging
import Storage
import Testing
import TokenSigning

@testable import ServiceUserPools

/// A server that nobody uses must not write every minute: each write is a commit, and wakes a sleeping disk.
struct IdleUpkeepTests {
    @Test func roundsWithNothingToDoWriteNothing() async throws {
        let room = try UserPoolRoom()
        _ = try await SignedIn(to: room)
        let idle = try UserPoolRoom(engine: room.engine.reopened(faults: .atCommit(1, .failure)))
        let logger = Logger(label: "test")
        try await SignInSweeper(storage: idle.engine, clock: idle.clock, logger: logger).sweep()
        try await SweepDeletedPools(store: idle.store, clock: idle.clock, logger: logger).sweep()
        try await GroupSweeper(store: idle.store, clock: idle.clock, logger: logger).sweep()
        let upkeep = TokenUpkeep(
            store: idle.store, rotation: KeyRotation(days: 90), clock: idle.clock, logger: logger)
        try await upkeep.renewKeys(at: idle.clock.now())
        try await upkeep.forgetExpired(at: idle.clock.now())
    }
}
