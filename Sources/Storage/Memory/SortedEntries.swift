/// Entries in the order of their keys, kept in short chunks.
///
/// A copy is a snapshot: it shares all chunks, and a later change copies only the chunk it touches.
struct SortedEntries: Sendable {
    /// A chunk is split in two beyond this.
    private static let chunkLimit = 256

    /// Never empty ones.
    private var chunks: [[Entry]] = []

    subscript(key: Key) -> [UInt8]? {
        let place = place(of: key.bytes)
        guard place.chunk < chunks.count, place.index < chunks[place.chunk].count else { return nil }
        let entry = chunks[place.chunk][place.index]
        return entry.key == key ? entry.value : nil
    }

    /// Puts an entry in, in place of one with the same key.
    mutating func set(_ entry: Entry) {
        let place = place(of: entry.key.bytes)
        guard place.chunk < chunks.count else {
            // Behind everything: the last chunk grows, so that rising keys fill chunks.
            if chunks.isEmpty { chunks.append([entry]) } else { insert(entry, chunk: chunks.count - 1) }
            return
        }
        if chunks[place.chunk][place.index].key == entry.key {
            chunks[place.chunk][place.index] = entry
        } else {
            chunks[place.chunk].insert(entry, at: place.index)
            splitIfLarge(place.chunk)
        }
    }

    /// Takes an entry out, if it is there.
    mutating func remove(_ key: Key) {
        let place = place(of: key.bytes)
        guard place.chunk < chunks.count, chunks[place.chunk][place.index].key == key else { return }
        chunks[place.chunk].remove(at: place.index)
        if chunks[place.chunk].isEmpty { chunks.remove(at: place.chunk) }
    }

    /// At most `limit` entries, forwards from the range's start or backwards from its end.
    func entries(in range: KeyRange, reverse: Bool, limit: Int) -> [Entry] {
        guard limit > 0, Key.precedes(range.lower, range.upper) else { return [] }
        var found: [Entry] = []
        var place = place(of: reverse ? range.upper : range.lower)
        if reverse {
            while found.count < limit, step(back: &place) {
                let entry = chunks[place.chunk][place.index]
                if Key.precedes(entry.key.bytes, range.lower) { break }
                found.append(entry)
            }
        } else {
            while found.count < limit, place.chunk < chunks.count {
                let entry = chunks[place.chunk][place.index]
                if !Key.precedes(entry.key.bytes, range.upper) { break }
                found.append(entry)
                step(forward: &place)
            }
        }
        return found
    }

    /// The number of keys in a range, without walking through them.
    func count(in range: KeyRange) -> Int {
        guard Key.precedes(range.lower, range.upper) else { return 0 }
        let start = place(of: range.lower)
        let end = place(of: range.upper)
        if start.chunk == end.chunk { return end.index - start.index }
        return chunks[start.chunk].count - start.index + end.index
            + chunks[(start.chunk + 1)..<end.chunk].reduce(0) { $0 + $1.count }
    }

    private struct Place {
        var chunk: Int
        var index: Int
    }

    /// Where the first entry at or behind `key` is; behind everything, the place after the last chunk.
    private func place(of key: [UInt8]) -> Place {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            let chunk = chunks[middle]
            if Key.precedes(chunk[chunk.count - 1].key.bytes, key) { low = middle + 1 } else { high = middle }
        }
        guard low < chunks.count else { return Place(chunk: low, index: 0) }
        let chunk = chunks[low]
        var first = 0
        var last = chunk.count
        while first < last {
            let middle = (first + last) / 2
            if Key.precedes(chunk[middle].key.bytes, key) { first = middle + 1 } else { last = middle }
        }
        return Place(chunk: low, index: first)
    }

    private func step(forward place: inout Place) {
        place.index += 1
        if place.index == chunks[place.chunk].count { place = Place(chunk: place.chunk + 1, index: 0) }
    }

    private func step(back place: inout Place) -> Bool {
        if place.index == 0 {
            guard place.chunk > 0 else { return false }
            place = Place(chunk: place.chunk - 1, index: chunks[place.chunk - 1].count)
        }
        place.index -= 1
        return true
    }

    private mutating func insert(_ entry: Entry, chunk: Int) {
        chunks[chunk].append(entry)
        splitIfLarge(chunk)
    }

    private mutating func splitIfLarge(_ chunk: Int) {
        let count = chunks[chunk].count
        guard count > Self.chunkLimit else { return }
        // At the end the old chunk stays nearly full: keys often rise.
        let cut = chunk == chunks.count - 1 ? count * 7 / 8 : count / 2
        chunks.insert(Array(chunks[chunk][cut...]), at: chunk + 1)
        chunks[chunk].removeSubrange(cut...)
    }
}
