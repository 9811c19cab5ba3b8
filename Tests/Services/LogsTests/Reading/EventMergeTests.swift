import Kernel
import Storage
import Testing

@testable import ServiceLogs

/// Reading in order is where events would be lost or doubled: every way to read is held against a plain sort.
struct EventMergeTests {
    typealias Event = (time: Int64, message: String)

    struct Chance {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    /// Batches of several streams, overlapping in time, some of them late.
    static func filled(_ seed: UInt64) async throws -> (MemoryEngine, AccountID, [StoredStream], [FoundEvent]) {
        let engine = MemoryEngine()
        let account = try #require(AccountID("123456789012"))
        var chance = Chance(state: seed)
        var batches: [(stream: Int, block: EventBlock, sequence: Int64)] = []
        var streams = (0..<4).map { StoredStream(name: "s\($0)", id: Int64(900 + $0), createdAt: 0) }
        for batch in 0..<120 {
            let stream = chance.below(4)
            var time = Int64(chance.below(20_000))
            var rest = (0..<(1 + chance.below(12))).map { index -> Event in
                time += Int64(chance.below(400))
                return (time, "\(batch).\(index)")
            }[...]
            while !rest.isEmpty {
                let block = EventBlock(taking: &rest, ingestion: Int64(batch / 3))
                batches.append((stream, block, streams[stream].nextSequence))
                streams[stream].nextSequence += 1
                streams[stream].note(from: block.firstTime, to: block.lastTime, ingestedAt: block.ingestion)
            }
        }
        let (kept, known) = (batches, streams)
        try await engine.write { transaction in
            for (stream, block, sequence) in kept {
                try EventBlocks.put(block, sequence: sequence, of: known[stream].id, in: account, transaction)
            }
        }
        let events = kept.flatMap { stream, block, sequence in
            Self.events(
                block,
                EventPosition(
                    time: 0, ingestion: block.ingestion, stream: known[stream].id, sequence: sequence, index: -1))
        }
        return (engine, account, streams, events.sorted { $0.position < $1.position })
    }

    static func events(_ block: EventBlock, _ before: EventPosition) -> [FoundEvent] {
        var found: [FoundEvent] = []
        var position = before
        position.time = block.firstTime
        var place = block.bodyStart
        while let event = block.event(at: place, after: position.time) {
            position.time = event.time
            position.index += 1
            found.append(FoundEvent(position: position, block: block, message: event.message))
            place = event.message.upperBound
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func streamsAreReadInOrderFromAnywhere(_ seed: UInt64) async throws {
        let (engine, account, streams, events) = try await Self.filled(seed)
        var chance = Chance(state: seed &* 77)
        for round in 0..<40 {
            let start = round == 0 ? 0 : Int64(chance.below(22_000))
            let end = round == 0 ? Int64.max : start + Int64(chance.below(9_000))
            let after = round % 3 == 2 ? events[chance.below(events.count)].position : nil
            let span = EventMerge.Span(start: start, after: after, end: end)
            let found = try await engine.read { transaction in
                var merge = EventMerge(streams, of: account, span, transaction)
                var positions: [EventPosition] = []
                while let event = try merge.next() { positions.append(event.position) }
                return positions
            }
            let wanted = events.map(\.position).filter { position in
                position.time >= start && position.time < end && after.map { $0 < position } ?? true
            }
            #expect(found == wanted, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func theTailOfAStreamIsItsNewestEvents(_ seed: UInt64) async throws {
        let (engine, account, streams, events) = try await Self.filled(seed)
        var chance = Chance(state: seed &* 99)
        for round in 0..<60 {
            let stream = streams[chance.below(4)]
            let own = events.filter { $0.position.stream == stream.id }
            let start = round % 4 == 0 ? Int64(chance.below(22_000)) : 0
            let end = round % 4 == 1 ? Int64(chance.below(22_000)) : .max
            let before = round % 4 == 2 ? own[chance.below(own.count)].position : nil
            let limit = 1 + chance.below(60)
            let size = round % 5 == 0 ? 1 + chance.below(600) : 1 << 20
            let span = StreamTail.Span(start: start, end: end, before: before)
            let found = try await engine.read { transaction in
                try StreamTail.events(of: stream, in: account, span, limit: limit, size: size, transaction)
                    .map(\.position)
            }
            var wanted = own.filter { event in
                event.position.time >= start && event.position.time < end
                    && before.map { event.position < $0 } ?? true
            }.suffix(limit)
            while wanted.count > 1, wanted.reduce(0, { $0 + $1.size }) > size { wanted.removeFirst() }
            #expect(found == wanted.map(\.position), "seed \(seed), round \(round)")
        }
    }
}
