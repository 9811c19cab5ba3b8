import Kernel
import Storage

/// An event that was found, still in its block.
struct FoundEvent {
    var position: EventPosition
    var block: EventBlock
    var message: Range<Int>

    /// Bytes of the message and 26, as answers are measured.
    var size: Int { message.count + EventBlock.overhead }

    var text: String { String(decoding: block.bytes[message], as: UTF8.self) }
}

/// Reads the events of any number of streams in order, taking no more from the store than the order needs.
///
/// A heap holds, for each stream, the time from which its next block may begin, and each opened block's next event.
/// What comes first is either an event, or a stream whose next block must be looked at before any later event.
struct EventMerge {
    /// What is read: from `start` (inclusive) or behind a position, up to `end` (exclusive).
    struct Span {
        var start: Int64
        var after: EventPosition?
        var end: Int64
    }

    private struct Item {
        /// The event's position; for a stream, the moment from which its next block may begin.
        var position: EventPosition
        /// Into `blocks`, or into `streams` where `isStream`.
        var slot: Int
        var isStream: Bool
    }

    private struct Unread {
        var id: Int64
        var range: KeyRange
        /// Entries that were read ahead, the next one last.
        var ahead: [Entry] = []
        var isExhausted = false
        var chunk = 4
    }

    private struct Opened {
        var block: EventBlock
        var message: Range<Int>
    }

    private static let longestChunk = 32

    private let span: Span
    private let transaction: any ReadTransaction
    private var streams: [Unread] = []
    private var opened: [Opened] = []
    private var freeSlots: [Int] = []
    private var heap: [Item] = []

    init(_ streams: [StoredStream], of account: AccountID, _ span: Span, _ transaction: any ReadTransaction) {
        self.span = span
        self.transaction = transaction
        let from = max(span.start, span.after?.time ?? .min)
        for stream in streams {
            guard let first = stream.firstEvent, let last = stream.lastEvent, last >= from, first < span.end else {
                continue
            }
            let earliest = max(first, max(from - EventBlock.longestSpan, 0))
            guard earliest < span.end else { continue }
            let range = EventBlocks.range(stream.id, of: account, earliest..<span.end)
            push(Item(position: EventPosition(before: earliest), slot: self.streams.count, isStream: true))
            self.streams.append(Unread(id: stream.id, range: range))
        }
    }

    /// The next event in order; `nil` at the end.
    mutating func next() throws -> FoundEvent? {
        while let item = heap.first {
            guard item.isStream else { return advance(item) }
            pop()
            try open(item.slot, at: item.position.time)
        }
        return nil
    }

    /// Answers the event on top and puts its block's next one in its place.
    private mutating func advance(_ item: Item) -> FoundEvent {
        let current = opened[item.slot]
        let found = FoundEvent(position: item.position, block: current.block, message: current.message)
        pop()
        let following = current.block.event(at: current.message.upperBound, after: item.position.time)
        if let following, following.time < span.end {
            opened[item.slot].message = following.message
            var position = item.position
            position.time = following.time
            position.index += 1
            push(Item(position: position, slot: item.slot, isStream: false))
        } else {
            freeSlots.append(item.slot)
        }
        return found
    }

    /// Opens a stream's next block if it begins by now, and notes when the one after that may begin.
    private mutating func open(_ slot: Int, at time: Int64) throws {
        guard let entry = try peek(slot) else { return }
        let (block, sequence) = try EventBlocks.block(at: entry)
        guard block.firstTime <= time else {
            push(Item(position: EventPosition(before: block.firstTime), slot: slot, isStream: true))
            return
        }
        streams[slot].ahead.removeLast()
        push(Item(position: EventPosition(before: block.firstTime), slot: slot, isStream: true))
        let position = EventPosition(
            time: block.firstTime, ingestion: block.ingestion, stream: streams[slot].id, sequence: sequence, index: -1)
        enter(block, position)
    }

    /// Puts the first event of a block that is wanted on the heap.
    private mutating func enter(_ block: EventBlock, _ before: EventPosition) {
        guard block.lastTime >= span.start else { return }
        var position = before
        var place = block.bodyStart
        while let event = block.event(at: place, after: position.time) {
            position.time = event.time
            position.index += 1
            place = event.message.upperBound
            guard event.time < span.end else { return }
            guard event.time >= span.start, span.after.map({ $0 < position }) ?? true else { continue }
            let slot = freeSlots.popLast() ?? opened.count
            let cursor = Opened(block: block, message: event.message)
            if slot == opened.count { opened.append(cursor) } else { opened[slot] = cursor }
            push(Item(position: position, slot: slot, isStream: false))
            return
        }
    }

    private mutating func peek(_ slot: Int) throws -> Entry? {
        if let next = streams[slot].ahead.last { return next }
        guard !streams[slot].isExhausted else { return nil }
        let size = streams[slot].chunk
        let entries = try transaction.entries(in: streams[slot].range, reverse: false, limit: size)
        streams[slot].isExhausted = entries.count < size
        streams[slot].chunk = min(size * 2, Self.longestChunk)
        if let last = entries.last { streams[slot].range = streams[slot].range.after(last.key) }
        streams[slot].ahead = entries.reversed()
        return streams[slot].ahead.last
    }

    private static func precedes(_ left: Item, _ right: Item) -> Bool { left.position < right.position }

    private mutating func push(_ item: Item) {
        heap.append(item)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.precedes(heap[child], heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func pop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && Self.precedes(heap[right], heap[left]) ? right : left
            guard Self.precedes(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
