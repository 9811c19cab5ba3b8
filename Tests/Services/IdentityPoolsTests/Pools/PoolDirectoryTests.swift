import Kernel
import Storage
import Testing

@testable import ServiceIdentityPools

/// Pools are answered from memory, which must never outlive what is stored.
struct PoolDirectoryTests {
    /// A change and a deletion must be seen by the very next call.
    @Test func changesAreSeenAtOnce() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool()
        #expect(try await room.store.pool(pool.id).name == "birds")

        _ = try await room.store.write { try Pools.change(pool, in: $0) { $0.name = "fish" } }
        #expect(try await room.store.pool(pool.id).name == "fish")

        _ = try await room.store.write { try Pools.change(pool, in: $0) { $0.isDeleted = true } }
        let refusal = await IdentityPoolRoom.refusal { _ = try await room.store.pool(pool.id) }
        #expect(refusal == "ResourceNotFoundException: IdentityPool '\(pool.id)' not found.")
    }
}
