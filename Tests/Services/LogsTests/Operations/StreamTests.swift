import Kernel
import LogsModel
import Testing
import Wire

@testable import ServiceLogs

/// Streams are found by name and by how lately they were written to; both orders are paged.
struct StreamTests {
    @Test func streamsAreMadeDescribedAndDeleted() async throws {
        let room = try LogRoom()
        try await room.make("g", "a/[1]")
        let fresh = try #require(
            try await room.run(LogsModel.DescribeLogStreams.self, .init(logGroupName: "g")).logStreams?.first)
        #expect(fresh.logStreamName == "a/[1]" && fresh.creationTime == Int(LogRoom.now) && fresh.storedBytes == 0)
        #expect(fresh.arn == room.arn("g:log-stream:a/[1]"))
        #expect(fresh.firstEventTimestamp == nil && fresh.lastEventTimestamp == nil && fresh.uploadSequenceToken == nil)
        let put = try await room.put("g", "a/[1]", [(-5, "x"), (7, "y")], later: 3)
        _ = try await room.put("g", "a/[1]", [(-9, "late")], later: 4)
        let used = try #require(
            try await room.run(LogsModel.DescribeLogStreams.self, .init(logGroupIdentifier: room.arn("g")))
                .logStreams?.first)
        #expect(used.firstEventTimestamp == Int(LogRoom.now - 9) && used.lastEventTimestamp == Int(LogRoom.now + 7))
        #expect(used.lastIngestionTime == Int(LogRoom.now + 4))
        #expect(used.uploadSequenceToken?.count == 56 && put.nextSequenceToken?.count == 56)
        let again = CreateLogStreamRequest(logGroupName: "g", logStreamName: "a/[1]")
        #expect(
            await room.refusal(LogsModel.CreateLogStream.self, again)
                == "ResourceAlreadyExistsException: The specified log stream already exists")
        _ = try await room.run(
            LogsModel.DeleteLogStream.self, .init(logGroupName: "g", logStreamName: "a/[1]"))
        let gone = DeleteLogStreamRequest(logGroupName: "g", logStreamName: "a/[1]")
        #expect(
            await room.refusal(LogsModel.DeleteLogStream.self, gone)
                == "ResourceNotFoundException: The specified log stream does not exist.")
        let nowhere = CreateLogStreamRequest(logGroupName: "none", logStreamName: "s")
        #expect(await room.refusal(LogsModel.CreateLogStream.self, nowhere) == GroupTests.missing)
    }

    static let orders: [(DescribeLogStreamsRequest, [String])] = [
        (.init(logGroupName: "g"), ["a1", "a2", "b", "c", "never"]),
        (.init(logGroupName: "g", descending: true), ["never", "c", "b", "a2", "a1"]),
        (.init(logGroupName: "g", logStreamNamePrefix: "a"), ["a1", "a2"]),
        (.init(logGroupName: "g", logStreamNamePrefix: "a", descending: true), ["a2", "a1"]),
        // Of streams with the same time the name decides.
        (.init(logGroupName: "g", orderBy: .lastEventTime), ["never", "c", "a1", "a2", "b"]),
        (.init(logGroupName: "g", orderBy: .lastEventTime, descending: true), ["b", "a2", "a1", "c", "never"]),
    ]

    @Test(arguments: orders, [1, 2, 3, 50])
    func listingsKeepTheirOrderOverPages(_ order: (DescribeLogStreamsRequest, [String]), limit: Int) async throws {
        let room = try LogRoom()
        try await room.make("g", "b", "a1", "c", "never", "a2")
        for (stream, time) in [("b", 30), ("a1", 20), ("c", 10), ("a2", 30)] as [(String, Int64)] {
            try await room.put("g", stream, [(time, "x")])
        }
        var input = order.0
        input.limit = limit
        var names: [String] = []
        repeat {
            let page = try await room.run(LogsModel.DescribeLogStreams.self, input)
            names += page.logStreams?.compactMap(\.logStreamName) ?? []
            input.nextToken = page.nextToken
        } while input.nextToken != nil
        #expect(names == order.1)
    }

    @Test func requestsThatContradictThemselvesAreRefused() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        let prefixed = DescribeLogStreamsRequest(
            logGroupName: "g", logStreamNamePrefix: "s", orderBy: .lastEventTime)
        #expect(
            await room.refusal(LogsModel.DescribeLogStreams.self, prefixed)
                == "InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.")
        let both = DescribeLogStreamsRequest(logGroupName: "g", logGroupIdentifier: "g")
        #expect(
            await room.refusal(LogsModel.DescribeLogStreams.self, both)
                == "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.")
        let madeUp = DescribeLogStreamsRequest(logGroupName: "g", nextToken: "x")
        #expect(
            await room.refusal(LogsModel.DescribeLogStreams.self, madeUp)
                == "InvalidParameterException: The specified nextToken is invalid.")
        #expect(
            await room.refusal(LogsModel.DescribeLogStreams.self, .init(logGroupName: "none")) == GroupTests.missing)
    }
}
