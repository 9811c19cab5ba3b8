import Blobs
import Kernel
import LambdaModel
import Storage
import Synchronization
import Testing
import Wire

@testable import ServiceLambda

/// Archives that nothing names any more go; those that something names stay, whatever it is.
struct CodeSweeperTests {
    /// Remembers what was to be kept.
    private final class WatchedBlobs: BlobStore {
        private let held = MemoryBlobs()
        private let seen = Mutex<(live: Set<String>, seconds: Int)?>(nil)

        var sweep: (live: Set<String>, seconds: Int)? { seen.withLock { $0 } }

        func put(_ bytes: [UInt8]) async throws -> Blob { try await held.put(bytes) }
        func writer() async throws -> any BlobWriter { try await held.writer() }
        func read(_ id: String, _ range: Range<Int>?) async throws -> [UInt8] { try await held.read(id, range) }
        func remove(_ id: String) async throws { try await held.remove(id) }
        func removeAll() async throws { try await held.removeAll() }

        func sweep(keeping live: Set<String>, olderThan seconds: Int) async throws {
            seen.withLock { $0 = (live, seconds) }
        }
    }

    @Test func everythingThatIsNamedIsSpared() async throws {
        let room = try LambdaRoom()
        try await room.makeLayer("used")
        try await room.makeLayer("idle")
        try await room.makeFunction("f") {
            $0.layers = [LambdaRoom.layerARN + "used:1"]
            $0.publish = true
        }
        try await room.setCode("f", "two")
        _ = try await room.run(
            LambdaModel.DeleteLayerVersion.self, .init(layerName: "used", versionNumber: 1))
        let blobs = WatchedBlobs()
        try await CodeSweeper(
            store: room.store, blobs: blobs, clock: StoppedClock(seconds: 0), logger: room.call().logger
        ).sweep()
        // The code of $LATEST and of version 1, the deleted layer that both use, and the idle layer.
        let live = try #require(blobs.sweep?.live)
        #expect(live.count == 4)
        for blob in live { #expect(await room.hasBlob(blob)) }
        #expect(blobs.sweep?.seconds == CodeSweeper.grace)
    }

    @Test func erasedAccountsNameNothing() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        try await room.engine.eraseAccount(LambdaRoom.digits)
        let blobs = WatchedBlobs()
        try await CodeSweeper(
            store: room.store, blobs: blobs, clock: StoppedClock(seconds: 0), logger: room.call().logger
        ).sweep()
        #expect(blobs.sweep?.live == [])
    }

    @Test func aResetLeavesNothing() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let version = try #require(try await room.version("f"))
        try await room.engine.removeAll()
        await room.lambda.reset()
        #expect(room.runner.retired == ["all"])
        #expect(await room.hasBlob(version.code.blob) == false)
    }
}
