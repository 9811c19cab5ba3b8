import Kernel
import Storage

/// Reads the newest events of one stream, going back from a moment or a position.
enum StreamTail {
    /// What is read: from `start` (inclusive) up to `end` (exclusive), and before a position where there is one.
    struct Span {
        var start: Int64
        var end: Int64
        var before: EventPosition?
    }

    private static let chunk = 16

    /// The last events of a span in order: at most `limit`, and no more than fit `size` bytes, but one in any case.
    static func events(
        of stream: StoredStream, in account: AccountID, _ span: Span, limit: Int, size: Int,
        _ transaction: any ReadTransaction
    ) throws -> [FoundEvent] {
        let end = min(span.end, (span.before?.time).map { $0 == .max ? $0 : $0 + 1 } ?? .max)
        let lower = max(span.start - EventBlock.longestSpan, 0)
        guard lower < end else { return [] }
        var range = EventBlocks.range(stream.id, of: account, lower..<end)
        var found: [FoundEvent] = []
        while true {
            let entries = try transaction.entries(in: range, reverse: true, limit: chunk)
            for entry in entries {
                let (block, sequence) = try EventBlocks.block(at: entry)
                append(block, sequence, of: stream.id, span, to: &found)
            }
            guard entries.count == chunk, let last = entries.last else { break }
            range = range.before(last.key)
            // What is still unread begins no later than the last block, and so ends within its span.
            let unread = try EventBlocks.block(at: last).block.firstTime + EventBlock.longestSpan
            if isEnough(found, above: unread, limit: limit, size: size) { break }
        }
        found.sort { $0.position > $1.position }
        return page(found, limit: limit, size: size).reversed()
    }

    private static func append(
        _ block: EventBlock, _ sequence: Int64, of stream: Int64, _ span: Span, to found: inout [FoundEvent]
    ) {
        var position = EventPosition(
            time: block.firstTime, ingestion: block.ingestion, stream: stream, sequence: sequence, index: -1)
        var place = block.bodyStart
        while let event = block.event(at: place, after: position.time) {
            position.time = event.time
            position.index += 1
            place = event.message.upperBound
            guard event.time < span.end, span.before.map({ position < $0 }) ?? true else { return }
            if event.time >= span.start {
                found.append(FoundEvent(position: position, block: block, message: event.message))
            }
        }
    }

    /// Whether the events that nothing unread can come behind fill a page.
    private static func isEnough(_ found: [FoundEvent], above time: Int64, limit: Int, size: Int) -> Bool {
        var count = 0
        var total = 0
        for event in found where event.position.time > time {
            count += 1
            total += event.size
            if count >= limit || total > size { return true }
        }
        return false
    }

    /// As many events from the front as make one page.
    private static func page(_ found: [FoundEvent], limit: Int, size: Int) -> ArraySlice<FoundEvent> {
        var total = 0
        var count = 0
        for event in found.prefix(limit) {
            total += event.size
            if total > size, count > 0 { break }
            count += 1
        }
        return found.prefix(count)
    }
}
