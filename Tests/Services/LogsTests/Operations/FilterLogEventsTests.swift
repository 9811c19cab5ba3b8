import Kernel
import LogsModel
import Storage
import Testing
import Wire

@testable import ServiceLogs

/// `aws logs tail` and everybody who searches read a whole group in the order of time, page by page.
struct FilterLogEventsTests {
    static func filled() async throws -> LogRoom {
        let room = try LogRoom()
        try await room.make("g", "a1", "a2", "b")
        try await room.put("g", "a1", [(0, "a1-0 ERROR"), (20, "a1-20"), (40, "a1-40 ERROR")])
        try await room.put("g", "b", [(10, "b-10 ERROR"), (20, "b-20"), (50, "b-50")], later: 1)
        try await room.put("g", "a2", [(5, "a2-5"), (45, "a2-45 ERROR")], later: 2)
        return room
    }

    static let all = ["a1-0 ERROR", "a2-5", "b-10 ERROR", "a1-20", "b-20", "a1-40 ERROR", "a2-45 ERROR", "b-50"]

    @Test(arguments: [1, 2, 3, 8, 100])
    func streamsAreInterleavedOverPages(_ limit: Int) async throws {
        let room = try await Self.filled()
        #expect(try await room.found("g", limit: limit) == Self.all)
        #expect(try await room.found("g", "ERROR", limit: limit) == Self.all.filter { $0.hasSuffix("ERROR") })
        #expect(try await room.found("g", prefix: "a", limit: limit) == Self.all.filter { $0.hasPrefix("a") })
    }

    @Test func streamsAndTimesAreChosen() async throws {
        let room = try await Self.filled()
        func messages(_ input: FilterLogEventsRequest) async throws -> [String?] {
            try await room.run(LogsModel.FilterLogEvents.self, input).events?.map(\.message) ?? []
        }
        #expect(
            try await messages(.init(logGroupName: "g", logStreamNames: ["b", "a2", "b"]))
                == ["a2-5", "b-10 ERROR", "b-20", "a2-45 ERROR", "b-50"])
        // The end is included here, as it is not in GetLogEvents.
        let times = FilterLogEventsRequest(
            logGroupIdentifier: room.arn("g"), startTime: Int(LogRoom.now + 10), endTime: Int(LogRoom.now + 20))
        #expect(try await messages(times) == ["b-10 ERROR", "a1-20", "b-20"])
        let nothing = FilterLogEventsRequest(
            logGroupName: "g", startTime: Int(LogRoom.now + 20), endTime: Int(LogRoom.now + 10))
        #expect(try await messages(nothing) == [])
    }

    @Test func eventsCarryTheirStreamAndAnIDOfTheirOwn() async throws {
        let room = try await Self.filled()
        let output = try await room.run(LogsModel.FilterLogEvents.self, .init(logGroupName: "g"))
        let events = try #require(output.events)
        #expect(Set(events.compactMap(\.eventId)).count == Self.all.count)
        #expect(events.allSatisfy { $0.eventId?.count == 56 })
        #expect(events.first?.logStreamName == "a1" && events.first?.ingestionTime == Int(LogRoom.now))
        #expect(output.searchedLogStreams?.isEmpty == true && output.nextToken == nil)
        let again = try await room.run(LogsModel.FilterLogEvents.self, .init(logGroupName: "g", limit: 8))
        #expect(again.events == events && again.nextToken == nil)
    }

    /// As `aws logs tail --follow` does: read to the end, ask again from the newest event on, pass over what was seen.
    @Test func aFollowerSeesEveryEventOnce() async throws {
        let room = try await Self.filled()
        var seen: Set<String> = []
        var messages: [String] = []
        var start = Int(LogRoom.now)
        for round in 0..<4 {
            try await room.put("g", "b", [(Int64(50 + round), "new \(round)"), (Int64(50 + round), "twin \(round)")])
            var token: String?
            repeat {
                let page = try await room.run(
                    LogsModel.FilterLogEvents.self,
                    .init(logGroupName: "g", startTime: start, nextToken: token, limit: 3))
                for event in page.events ?? [] where seen.insert(event.eventId ?? "").inserted {
                    messages.append(event.message ?? "")
                    start = max(start, event.timestamp ?? 0)
                }
                token = page.nextToken
            } while token != nil
        }
        #expect(messages.count == Self.all.count + 8 && Set(messages).count == messages.count)
    }

    @Test func aSearchThatFindsNothingEnds() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        for batch in 0..<12 { try await room.put("g", "s", (0..<9000).map { _ in (Int64(batch), "x") }) }
        var pages = 0
        var token: String?
        repeat {
            let page = try await room.run(
                LogsModel.FilterLogEvents.self, .init(logGroupName: "g", filterPattern: "absent", nextToken: token))
            #expect(page.events?.isEmpty == true)
            token = page.nextToken
            pages += 1
        } while token != nil
        // 108,000 events, 100,000 looked at in one call.
        #expect(pages == 2)
    }

    @Test func refusalsAreAWSs() async throws {
        let room = try await Self.filled()
        func refusal(_ input: FilterLogEventsRequest) async -> String {
            await room.refusal(LogsModel.FilterLogEvents.self, input)
        }
        #expect(
            await refusal(.init(logGroupName: "g", filterPattern: "a@b"))
                == "InvalidParameterException: Invalid filter pattern")
        #expect(
            await refusal(.init(logGroupName: "g", filterPattern: "{ $.a = 1"))
                == "InvalidParameterException: If a filter pattern starts with '{' it must end with '}'")
        #expect(
            await refusal(.init(logGroupName: "g", logStreamNames: ["none"]))
                == "ResourceNotFoundException: The specified log stream does not exist.")
        #expect(
            await refusal(.init(logGroupName: "g", logStreamNames: ["b"], logStreamNamePrefix: "b"))
                .hasPrefix("InvalidParameterException"))
        #expect(
            await refusal(.init(logGroupName: "g", nextToken: "invalid-token"))
                == "InvalidParameterException: The specified nextToken is invalid.")
        #expect(await refusal(.init(logGroupName: "none")) == GroupTests.missing)
        let page = try await room.run(LogsModel.FilterLogEvents.self, .init(logGroupName: "g", limit: 1))
        #expect(
            await refusal(.init(logGroupName: "g", filterPattern: "other", nextToken: page.nextToken))
                == "InvalidParameterException: The specified nextToken is invalid.")
    }
}
