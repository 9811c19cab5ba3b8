import Kernel
import LogsModel
import Storage
import Testing
import Wire

@testable import ServiceLogs

/// Readers follow tokens to the end and know it by the token that comes back: both directions must meet every event.
struct GetLogEventsTests {
    static func filled(_ count: Int, engine: any StorageEngine = MemoryEngine()) async throws -> LogRoom {
        let room = try LogRoom(engine: engine)
        try await room.make("g", "s")
        // Batches of different sizes, with equal times among them.
        var next = 0
        var size = 1
        while next < count {
            let batch = next..<min(next + size, count)
            try await room.put("g", "s", batch.map { (Int64($0 / 4), "\($0)") })
            (next, size) = (batch.upperBound, size % 5 + 1)
        }
        return room
    }

    static func page(_ room: LogRoom, _ input: GetLogEventsRequest) async throws -> GetLogEventsResponse {
        try await room.run(LogsModel.GetLogEvents.self, input)
    }

    static func request(
        _ token: String? = nil, limit: Int? = nil, fromHead: Bool? = nil, times: (Int64?, Int64?) = (nil, nil)
    ) -> GetLogEventsRequest {
        .init(
            logGroupName: "g", logStreamName: "s", startTime: times.0.map { Int(LogRoom.now + $0) },
            endTime: times.1.map { Int(LogRoom.now + $0) }, nextToken: token, limit: limit, startFromHead: fromHead)
    }

    @Test(arguments: [1, 3, 7, 50, 100])
    func bothDirectionsMeetEveryEventOnce(_ limit: Int) async throws {
        let room = try await Self.filled(50)
        for isForward in [true, false] {
            var messages: [String] = []
            var page = try await Self.page(room, Self.request(limit: limit, fromHead: isForward))
            var token: String?
            while true {
                let found = page.events?.compactMap(\.message) ?? []
                messages = isForward ? messages + found : found + messages
                let next = isForward ? page.nextForwardToken : page.nextBackwardToken
                if next == token { break }
                token = next
                page = try await Self.page(room, Self.request(next, limit: limit, fromHead: isForward))
            }
            #expect(messages == (0..<50).map(String.init))
        }
    }

    @Test func theNewestComeFirstUnlessAskedOtherwise() async throws {
        let room = try await Self.filled(20)
        #expect(try await Self.page(room, Self.request(limit: 3)).events?.map(\.message) == ["17", "18", "19"])
        let head = try await Self.page(room, Self.request(limit: 3, fromHead: true))
        #expect(head.events?.map(\.message) == ["0", "1", "2"])
        #expect(head.nextForwardToken?.hasPrefix("f/") == true && head.nextBackwardToken?.hasPrefix("b/") == true)
        #expect(
            head.events?.first?.timestamp == Int(LogRoom.now) && head.events?.first?.ingestionTime == Int(LogRoom.now))
    }

    @Test func startIsIncludedAndEndIsNot() async throws {
        let room = try await Self.filled(20)
        let page = try await Self.page(room, Self.request(times: (1, 3)))
        #expect(page.events?.map(\.message) == (4..<12).map(String.init))
        let forward = try await Self.page(room, Self.request(fromHead: true, times: (1, 3)))
        #expect(forward.events?.map(\.message) == (4..<12).map(String.init))
    }

    @Test func atTheEndTheSameTokenComesBackAndLaterEventsAreFoundFromIt() async throws {
        let room = try await Self.filled(5)
        let first = try await Self.page(room, Self.request(fromHead: true))
        let end = try await Self.page(room, Self.request(first.nextForwardToken, fromHead: true))
        #expect(end.events?.isEmpty == true && end.nextForwardToken == first.nextForwardToken)
        try await room.put("g", "s", [(9, "later")])
        let more = try await Self.page(room, Self.request(first.nextForwardToken, fromHead: true))
        #expect(more.events?.map(\.message) == ["later"])
        let back = try await Self.page(room, Self.request(more.nextBackwardToken, limit: 2))
        #expect(back.events?.map(\.message) == ["3", "4"])
        let start = try await Self.page(room, Self.request(first.nextBackwardToken))
        #expect(start.events?.isEmpty == true && start.nextBackwardToken == first.nextBackwardToken)
    }

    @Test(arguments: [true, false])
    func anEmptyStreamGivesATokenFromWhichEventsAreFound(_ fromHead: Bool) async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        let empty = try await Self.page(room, Self.request(fromHead: fromHead))
        #expect(empty.events?.isEmpty == true)
        try await room.put("g", "s", [(0, "first")])
        let page = try await Self.page(room, Self.request(empty.nextForwardToken, fromHead: true))
        #expect(page.events?.map(\.message) == ["first"])
    }

    @Test func aPageHoldsAMegabyte() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        for index in 0..<4 {
            try await room.put("g", "s", [(Int64(index), String(repeating: "\(index)", count: 400_000))])
        }
        let tail = try await Self.page(room, Self.request())
        #expect(tail.events?.compactMap(\.message?.first) == ["2", "3"])
        let head = try await Self.page(room, Self.request(fromHead: true))
        #expect(head.events?.compactMap(\.message?.first) == ["0", "1"])
        let next = try await Self.page(room, Self.request(head.nextForwardToken, fromHead: true))
        #expect(next.events?.compactMap(\.message?.first) == ["2", "3"])
    }

    @Test func tokensSurviveARestartAndAreGoodForOneStream() async throws {
        let engine = MemoryEngine()
        let vault = Vault.ephemeral()
        let room = try LogRoom(engine: engine, vault: vault)
        try await room.make("g", "s", "other")
        try await room.put("g", "s", [(0, "a"), (1, "b")])
        let token = try await Self.page(room, Self.request(limit: 1, fromHead: true)).nextForwardToken
        let reopened = try LogRoom(engine: engine.reopened(), vault: vault)
        #expect(try await Self.page(reopened, Self.request(token, fromHead: true)).events?.map(\.message) == ["b"])
        let refusal = "InvalidParameterException: The specified nextToken is invalid."
        let other = GetLogEventsRequest(logGroupName: "g", logStreamName: "other", nextToken: token)
        #expect(await reopened.refusal(LogsModel.GetLogEvents.self, other) == refusal)
        for madeUp in ["invalid-token", "f/", "f/AAAA", "x" + (token ?? "").dropFirst()] {
            #expect(await reopened.refusal(LogsModel.GetLogEvents.self, Self.request(madeUp)) == refusal)
        }
    }

    @Test func groupAndStreamMustBeThere() async throws {
        let room = try LogRoom()
        #expect(await room.refusal(LogsModel.GetLogEvents.self, Self.request()) == GroupTests.missing)
        try await room.make("g")
        #expect(
            await room.refusal(LogsModel.GetLogEvents.self, Self.request())
                == "ResourceNotFoundException: The specified log stream does not exist.")
        let nameless = GetLogEventsRequest(logStreamName: "s")
        #expect(await room.refusal(LogsModel.GetLogEvents.self, nameless).hasPrefix("ValidationException"))
    }
}
