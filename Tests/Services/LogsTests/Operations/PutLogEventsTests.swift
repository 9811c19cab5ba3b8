import Kernel
import LogsModel
import Storage
import Testing
import Wire

@testable import ServiceLogs

/// Whoever ships logs learns from these refusals what to send again: limits and texts must be AWS's.
struct PutLogEventsTests {
    static let day = LogRoom.day
    static let hour: Int64 = 3_600_000

    static func refusal(_ events: [(time: Int64, message: String)]) async throws -> String {
        let room = try LogRoom()
        try await room.make("g", "s")
        let events = events.map { InputLogEvent(timestamp: Int(LogRoom.now + $0.time), message: $0.message) }
        return await room.refusal(
            LogsModel.PutLogEvents.self, .init(logGroupName: "g", logStreamName: "s", logEvents: events))
    }

    @Test func batchesBeyondTheLimitsAreRefusedInAWSsWords() async throws {
        #expect(
            try await Self.refusal([(0, "a"), (-2 * Self.day, "b")])
                == "InvalidParameterException: "
                + "Log events in a single PutLogEvents request must be in chronological order.")
        #expect(
            try await Self.refusal([(-Self.day - 1, "a"), (0, "b")])
                == "InvalidParameterException: "
                + "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
        #expect(try await Self.refusal([(-Self.day, "a"), (0, "b")]) == "no refusal")
        #expect(
            try await Self.refusal([(0, String(repeating: "x", count: 1_048_551))])
                == "InvalidParameterException: Log event too large: 1048577 bytes exceeds limit of 1048576")
        #expect(try await Self.refusal([(0, String(repeating: "x", count: 1_048_550))]) == "no refusal")
        let half = String(repeating: "é", count: 262_131)
        #expect(
            try await Self.refusal([(0, half), (0, half + "x")])
                == "InvalidParameterException: Upload too large: 1048577 bytes exceeds limit of 1048576")
        #expect(try await Self.refusal([(0, half), (0, half)]) == "no refusal")
    }

    static let rejections: [([Int64], RejectedLogEventsInfo?, Int)] = [
        ([0], nil, 1),
        ([-15 * day], .init(tooOldLogEventEndIndex: 1), 0),
        ([-15 * day, -14 * day, -13 * day - 1], .init(tooOldLogEventEndIndex: 1), 2),
        ([0, 2 * hour, 2 * hour + 1, 3 * hour], .init(tooNewLogEventStartIndex: 2), 2),
        ([30 * day], .init(tooNewLogEventStartIndex: 0), 0),
        ([-30 * day, 0, 30 * day], .init(tooNewLogEventStartIndex: 2, tooOldLogEventEndIndex: 1), 1),
    ]

    @Test(arguments: rejections)
    func eventsTooOldOrTooNewAreLeftOut(_ row: ([Int64], RejectedLogEventsInfo?, Int)) async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        let output = try await room.put("g", "s", row.0.map { ($0, "x") })
        #expect(output.rejectedLogEventsInfo == row.1 && output.nextSequenceToken != nil)
        #expect(try await room.messages("g", "s").count == row.2)
    }

    @Test func eventsThatTheGroupWouldForgetAreLeftOut() async throws {
        let room = try LogRoom()
        try await room.make("g", "s", retention: 3)
        let output = try await room.put("g", "s", [(-20 * Self.day, "a"), (-4 * Self.day, "b"), (0, "c")])
        #expect(output.rejectedLogEventsInfo == .init(tooOldLogEventEndIndex: 1, expiredLogEventEndIndex: 2))
        #expect(try await room.messages("g", "s") == ["c"])
    }

    @Test func groupAndStreamMustBeThere() async throws {
        let room = try LogRoom()
        try await room.make("g")
        let event = InputLogEvent(timestamp: Int(LogRoom.now), message: "x")
        let stream = PutLogEventsRequest(logGroupName: "g", logStreamName: "none", logEvents: [event])
        #expect(
            await room.refusal(LogsModel.PutLogEvents.self, stream)
                == "ResourceNotFoundException: The specified log stream does not exist.")
        let group = PutLogEventsRequest(logGroupName: "none", logStreamName: "none", logEvents: [event])
        #expect(await room.refusal(LogsModel.PutLogEvents.self, group) == GroupTests.missing)
    }

    @Test func sequenceTokensAreNotLookedAtAndEntitiesAreDeclined() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        let event = InputLogEvent(timestamp: Int(LogRoom.now), message: "x")
        let output = try await room.run(
            LogsModel.PutLogEvents.self,
            .init(
                logGroupName: "g", logStreamName: "s", logEvents: [event], sequenceToken: "wrong",
                entity: .init(keyAttributes: ["Type": "Service", "Name": "n"])))
        #expect(output.rejectedEntityInfo?.errorType == .unsupportedLogGroupType)
        #expect(try await room.messages("g", "s") == ["x"])
    }

    @Test func bytesAreCountedWithTheGroup() async throws {
        let room = try LogRoom()
        try await room.make("g", "s", "t")
        try await room.put("g", "s", [(0, "12345"), (1, "ä")])
        try await room.put("g", "t", [(0, "1")])
        let groups = try await room.run(LogsModel.DescribeLogGroups.self, .init()).logGroups
        #expect(groups?.first?.storedBytes == 8 + 3 * 26)
    }

    /// A batch that arrives while its group is being deleted and made anew must not go to the dead group.
    @Test func aCopyOfADeletedGroupIsNotWrittenTo() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        try await room.put("g", "s", [(0, "old")])
        _ = try await room.run(LogsModel.DeleteLogGroup.self, .init(logGroupName: "g"))
        let event = InputLogEvent(timestamp: Int(LogRoom.now), message: "x")
        let request = PutLogEventsRequest(logGroupName: "g", logStreamName: "s", logEvents: [event])
        #expect(await room.refusal(LogsModel.PutLogEvents.self, request) == GroupTests.missing)
        try await room.make("g")
        #expect(
            await room.refusal(LogsModel.PutLogEvents.self, request)
                == "ResourceNotFoundException: The specified log stream does not exist.")
    }

    @Test func writersOfManyStreamsLoseNothing() async throws {
        let room = try LogRoom()
        try await room.make("g", "s0", "s1", "s2")
        try await withThrowingTaskGroup { group in
            for writer in 0..<12 {
                group.addTask {
                    for batch in 0..<20 {
                        let events = (0..<3).map { (Int64(batch), "\(writer)-\(batch)-\($0)") }
                        try await room.put("g", "s\(writer % 3)", events)
                    }
                }
            }
            try await group.waitForAll()
        }
        let found = try await room.found("g", limit: 100)
        #expect(found.count == 720 && Set(found).count == 720)
    }
}
