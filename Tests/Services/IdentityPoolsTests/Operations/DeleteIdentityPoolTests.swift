import IdentityPoolsModel
import Kernel
import Logging
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// A deleted pool is gone at once, and its identities follow in portions, however many they are.
struct DeleteIdentityPoolTests {
    @Test func aDeletedPoolIsUnknownAtOnce() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool()
        let request = DeleteIdentityPoolInput(identityPoolId: pool.id.text)
        _ = try await room.run(IdentityPoolsModel.DeleteIdentityPool.self, request)
        let unknown = "ResourceNotFoundException: IdentityPool '\(pool.id)' not found."
        #expect(await room.refusal(IdentityPoolsModel.DeleteIdentityPool.self, request) == unknown)
        #expect(
            await room.refusal(
                IdentityPoolsModel.DescribeIdentityPool.self, .init(identityPoolId: pool.id.text)) == unknown)
    }

    /// Only what belongs to deleted pools goes; what is left over by a crash goes in the next round.
    @Test func identitiesAreSweptInPortions() async throws {
        let room = try IdentityPoolRoom()
        let gone = try await room.layPool()
        let kept = try await room.layPool()
        for number in 0..<(SweepDeletedPools.batch + 10) {
            try await room.layIdentity(in: gone, logins: [.init(provider: "login.example", subject: "\(number)")])
        }
        let survivor = try await room.layIdentity(in: kept, logins: [.init(provider: "login.example", subject: "1")])
        _ = try await room.run(
            IdentityPoolsModel.DeleteIdentityPool.self, .init(identityPoolId: gone.id.text))

        let sweeper = SweepDeletedPools(store: room.store, clock: room.clock, logger: Logger(label: "test"))
        func left() async throws -> Int {
            try await room.store.read {
                try Identities.records.count(
                    prefix: Identities.prefix(gone.id), account: gone.account.digits, in: $0)
            }
        }
        let mayHaveMore = try await room.store.write { try SweepDeletedPools.removeSome(of: gone, $0) }
        #expect(mayHaveMore)
        #expect(try await left() == 10)
        try await sweeper.sweep()
        #expect(try await left() == 0)
        #expect(
            try await room.store.read {
                try Pools.records.get(Pools.key(gone.id), account: gone.account.digits, in: $0)
            }
                == nil)
        #expect(try await room.store.read { try Identities.find(survivor.id, $0) } == survivor)
        #expect(try await room.stored(kept) == kept)
    }
}
