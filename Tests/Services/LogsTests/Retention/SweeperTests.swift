import Kernel
import LogsModel
import Storage
import Testing
import Wire

@testable import ServiceLogs

/// What is deleted or expired must be gone at once for readers, and in the end from the store, whatever happens.
struct SweeperTests {
    static let day = LogRoom.day

    @Test func expiredEventsAreGoneBeforeAndAfterTheSweep() async throws {
        let room = try LogRoom()
        try await room.make("g", "s", "young", retention: 3)
        try await room.put("g", "s", [(0, "old")])
        try await room.put("g", "s", [(Self.day, "new")], later: Self.day)
        try await room.put("g", "young", [(Self.day, "young")], later: Self.day)
        let later = 3 * Self.day + 1
        #expect(try await room.messages("g", "s", later: later) == ["new"])
        room.clock.turn(by: later)
        try await room.sweep()
        #expect(try await room.keys(EventBlocks.space) == 2)
        #expect(try await room.messages("g", "s") == ["new"])
        let streams = try await room.run(LogsModel.DescribeLogStreams.self, .init(logGroupName: "g")).logStreams
        #expect(streams?.first?.firstEventTimestamp == Int(LogRoom.now + Self.day))
        let bytes = try await room.run(LogsModel.DescribeLogGroups.self, .init()).logGroups?.first?.storedBytes
        #expect(bytes == 2 * 26 + 8)
        room.clock.turn(by: 30 * Self.day)
        try await room.sweep()
        #expect(try await room.keys(EventBlocks.space) == 0)
        let empty = try await room.run(LogsModel.DescribeLogStreams.self, .init(logGroupName: "g")).logStreams
        #expect(
            empty?.count == 2 && empty?.first?.firstEventTimestamp == nil && empty?.first?.lastEventTimestamp == nil)
    }

    @Test func groupsWithoutRetentionKeepEverything() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        try await room.put("g", "s", [(0, "old")])
        room.clock.turn(by: 9999 * Self.day)
        try await room.sweep()
        #expect(try await room.messages("g", "s", later: 9999 * Self.day) == ["old"])
    }

    @Test func deletedStreamsAreGoneAtOnceAndSweptLater() async throws {
        let room = try LogRoom()
        try await room.make("g", "s", "other")
        try await room.put("g", "other", [(0, "stays")])
        for batch in 0..<40 { try await room.put("g", "s", (0..<400).map { (Int64(batch), "\($0)") }) }
        _ = try await room.run(LogsModel.DeleteLogStream.self, .init(logGroupName: "g", logStreamName: "s"))
        #expect(try await room.found("g") == ["stays"])
        _ = try await room.run(LogsModel.CreateLogStream.self, .init(logGroupName: "g", logStreamName: "s"))
        #expect(try await room.messages("g", "s") == [])
        try await room.put("g", "s", [(1, "again")])
        try await room.sweep()
        #expect(try await room.keys(EventBlocks.space) == 2)
        #expect(try await room.keys(Graves.records.space) == 0)
        #expect(try await room.found("g") == ["stays", "again"])
        let bytes = try await room.run(LogsModel.DescribeLogGroups.self, .init()).logGroups?.first?.storedBytes
        #expect(bytes == 2 * 26 + 10)
    }

    @Test func deletedGroupsLeaveNothingEvenWhereTheNameIsUsedAgain() async throws {
        let room = try LogRoom()
        try await room.make("g", "a", "b", "empty")
        for stream in ["a", "b"] {
            for batch in 0..<30 { try await room.put("g", stream, (0..<300).map { (Int64(batch), "\($0)") }) }
        }
        _ = try await room.run(LogsModel.DeleteLogGroup.self, .init(logGroupName: "g"))
        #expect(await room.refusal(LogsModel.FilterLogEvents.self, .init(logGroupName: "g")) == GroupTests.missing)
        try await room.make("g", "a")
        #expect(try await room.found("g") == [])
        try await room.put("g", "a", [(0, "new")])
        try await room.sweep()
        #expect(try await room.found("g") == ["new"])
        let spaces = [EventBlocks.space, Streams.space, StoredBytes.space, Graves.records.space]
        var counts: [Int] = []
        for space in spaces { counts.append(try await room.keys(space)) }
        #expect(counts == [1, 1, 1, 0])
    }

    /// A sweep is many transactions; after each of them the server may die.
    @Test(arguments: 1...12)
    func aSweepThatDiesIsTakenUpAgain(_ commit: Int) async throws {
        let first = MemoryEngine()
        let room = try LogRoom(engine: first)
        try await room.make("g", "a", "b")
        for stream in ["a", "b"] {
            for batch in 0..<30 { try await room.put("g", stream, (0..<600).map { (Int64(batch), "\($0)") }) }
        }
        _ = try await room.run(LogsModel.DeleteLogGroup.self, .init(logGroupName: "g"))
        let dying = try await Self.copy(of: first, dyingAt: commit)
        try? await LogRoom(engine: dying).sweep()
        let reopened = try LogRoom(engine: dying.reopened())
        try await reopened.sweep()
        for space in [EventBlocks.space, Streams.space, StoredBytes.space, Graves.records.space] {
            #expect(try await reopened.keys(space) == 0, "\(space) after commit \(commit)")
        }
    }

    /// The same entries in an engine that crashes at a later commit.
    private static func copy(of engine: MemoryEngine, dyingAt commit: Int) async throws -> MemoryEngine {
        let copy = MemoryEngine(faults: .atCommit(commit + 1, .crash))
        let entries = try await engine.read { try $0.entries(in: .all, reverse: false, limit: .max) }
        try await copy.write { transaction in
            for entry in entries { try transaction.set(entry.key, to: entry.value) }
        }
        return copy
    }

    @Test func nothingIsLeftOfAnErasedAccount() async throws {
        let room = try LogRoom()
        let other = try #require(AccountID("999999999999"))
        for account in [room.account, other] {
            _ = try await room.run(LogsModel.CreateLogGroup.self, .init(logGroupName: "g"), in: account)
            for stream in ["s", "t"] {
                _ = try await room.run(
                    LogsModel.CreateLogStream.self, .init(logGroupName: "g", logStreamName: stream), in: account)
                _ = try await room.run(
                    LogsModel.PutLogEvents.self,
                    .init(
                        logGroupName: "g", logStreamName: stream,
                        logEvents: [.init(timestamp: Int(LogRoom.now), message: "x")]), in: account)
            }
            _ = try await room.run(
                LogsModel.DeleteLogStream.self, .init(logGroupName: "g", logStreamName: "t"), in: account)
        }
        let others = try await room.keys(notOf: room.account)
        #expect(try await room.keys(notOf: other) > 0)
        try await room.engine.eraseAccount(room.account.digits)
        #expect(try await room.keys(notOf: other) == 0)
        #expect(try await room.keys(notOf: room.account) == others)
        try await room.sweep()
        let left = try await room.run(LogsModel.FilterLogEvents.self, .init(logGroupName: "g"), in: other).events
        #expect(left?.count == 1)
        #expect(await room.refusal(LogsModel.FilterLogEvents.self, .init(logGroupName: "g")) == GroupTests.missing)
    }

    /// The worker sweeps when something is deleted, without being waited for, and ends with its task.
    @Test(.timeLimit(.minutes(1)))
    func theWorkerWakesForDeletions() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        try await room.put("g", "s", [(0, "x")])
        let worker = try #require(room.logs.workers.first)
        let changes = room.engine.changes(of: Graves.records.space)
        let running = Task { await worker.run() }
        _ = try await room.run(LogsModel.DeleteLogGroup.self, .init(logGroupName: "g"))
        for await _ in changes {
            if try await room.keys(Graves.records.space) == 0 { break }
        }
        #expect(try await room.keys(EventBlocks.space) == 0)
        running.cancel()
        await running.value
    }
}
