import Testing

@testable import ServiceLogs

/// Blocks are all that is kept of events: what goes in must come out, and blocks must stay short in time and size.
struct EventBlockTests {
    typealias Event = (time: Int64, message: String)

    static func blocks(_ events: [Event]) -> [EventBlock] {
        var rest = events[...]
        var blocks: [EventBlock] = []
        while !rest.isEmpty { blocks.append(EventBlock(taking: &rest, ingestion: 77)) }
        return blocks
    }

    static func events(_ block: EventBlock) -> [Event] {
        var found: [Event] = []
        var place = block.bodyStart
        var time = block.firstTime
        while let event = block.event(at: place, after: time) {
            found.append((event.time, String(decoding: block.bytes[event.message], as: UTF8.self)))
            (place, time) = (event.message.upperBound, event.time)
        }
        return found
    }

    @Test(
        arguments: [
            [(5, "a")], [(5, "a"), (5, "b"), (6, "")], [(0, "ä😀"), (1000, "x"), (1001, "y"), (90_000_000, "z")],
            (0..<1000).map { (Int64($0 / 3), "line \($0)") },
            [(1, String(repeating: "x", count: 70_000)), (2, String(repeating: "y", count: 70_000)), (2, "z")],
        ] as [[Event]])
    func whatGoesInComesOut(_ events: [Event]) throws {
        let blocks = Self.blocks(events)
        let found = blocks.flatMap(Self.events)
        #expect(found.map(\.time) == events.map(\.time) && found.map(\.message) == events.map(\.message))
        for block in blocks {
            let read = try #require(EventBlock(firstTime: block.firstTime, bytes: block.bytes))
            #expect(read.lastTime == block.lastTime && read.ingestion == 77 && read.size == block.size)
            #expect(read.lastTime - read.firstTime <= EventBlock.longestSpan)
            #expect(Self.events(read).count <= EventBlock.mostEvents)
        }
        let size = events.reduce(0) { $0 + $1.message.utf8.count + EventBlock.overhead }
        #expect(blocks.reduce(0) { $0 + $1.size } == Int64(size))
    }

    /// Damaged bytes may not be read beyond their end.
    @Test func damagedBytesAreRefusedOrCutShort() throws {
        let whole = try #require(Self.blocks([(1, "first"), (2, "second")]).first).bytes
        for length in 0..<whole.count {
            guard let cut = EventBlock(firstTime: 1, bytes: Array(whole.prefix(length))) else { continue }
            #expect(Self.events(cut).count < 2)
        }
        #expect(EventBlock(firstTime: 1, bytes: [9] + whole.dropFirst()) == nil)
        #expect(EventBlock(firstTime: 1, bytes: [1] + [UInt8](repeating: 0xFF, count: 30)) == nil)
    }

    @Test func streamsAndPositionsSurviveTheirBytes() throws {
        var stream = StoredStream(name: "s", id: 0x0102_0304_0506_0708, createdAt: 9)
        #expect(StoredStream(name: "s", bytes: stream.bytes) == stream)
        stream.note(from: 5, to: 8, ingestedAt: 6)
        stream.nextSequence = 3
        #expect(StoredStream(name: "s", bytes: stream.bytes) == stream)
        #expect(StoredStream(name: "s", bytes: stream.bytes.dropLast()) == nil)
        let position = EventPosition(time: .max, ingestion: -1, stream: 7, sequence: 0, index: 255)
        #expect(try EventPosition(bytes: position.bytes) == position)
        #expect(position.eventID.count >= 56)
        let usual = EventPosition(time: 1_795_341_600_000, ingestion: 1, stream: .max, sequence: 1 << 40, index: 255)
        #expect(usual.eventID.count == 56 && usual.eventID.allSatisfy(\.isNumber))
    }
}
