import Kernel
import Storage

/// One way to list the streams of a group, page by page.
struct StreamListing: Sendable {
    let group: StoredGroup
    let prefix: String
    /// By the time of the last event, then by name; else by name alone.
    let isByTime: Bool
    let isDescending: Bool
    let limit: Int
    let tokens: PageTokens

    private var listing: PageTokens.Listing {
        PageTokens.Listing(
            space: Streams.space, account: group.account.digits,
            shape: [.integer(group.id), .string(prefix), .bool(isByTime), .bool(isDescending)])
    }

    /// A stream's place in the order.
    private struct Place: Comparable {
        /// -1 where the stream has no event.
        var time: Int64
        var name: String

        static func < (left: Place, right: Place) -> Bool {
            left.time == right.time
                ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : left.time < right.time
        }
    }

    func page(after token: String?, _ transaction: any ReadTransaction) throws -> Page<StoredStream> {
        var start: Place?
        if let token {
            let parts = try Key(encoded: tokens.position(of: token, in: listing)).parts()
            guard parts.count == 2, case .integer(let time) = parts[0], case .string(let name) = parts[1] else {
                throw StorageFault.badToken
            }
            start = Place(time: time, name: name)
        }
        let found = isByTime ? try byTime(after: start, transaction) : try byName(after: start, transaction)
        guard found.count > limit, let last = found.prefix(limit).last else { return Page(records: found, next: nil) }
        let place = place(of: last)
        let next = tokens.token(for: Key([.integer(place.time), .string(place.name)]).bytes, in: listing)
        return Page(records: Array(found.prefix(limit)), next: next)
    }

    private func place(of stream: StoredStream) -> Place {
        Place(time: isByTime ? stream.lastEvent ?? -1 : -1, name: stream.name)
    }

    /// One more than the limit, where there are so many.
    private func byName(after start: Place?, _ transaction: any ReadTransaction) throws -> [StoredStream] {
        var found: [StoredStream] = []
        try Streams.scan(group, beginning: prefix, after: start?.name, reverse: isDescending, transaction) { stream in
            found.append(stream)
            return found.count <= limit
        }
        return found
    }

    /// Looks at every stream of the group, and keeps no more of them than a few pages.
    private func byTime(after start: Place?, _ transaction: any ReadTransaction) throws -> [StoredStream] {
        var found: [StoredStream] = []
        func order(_ left: StoredStream, _ right: StoredStream) -> Bool {
            isDescending ? place(of: left) > place(of: right) : place(of: left) < place(of: right)
        }
        func trim() {
            found.sort(by: order)
            found.removeLast(max(found.count - limit - 1, 0))
        }
        try Streams.scan(group, transaction) { stream in
            let place = place(of: stream)
            if let start, isDescending ? place >= start : place <= start { return true }
            found.append(stream)
            if found.count >= 4 * (limit + 1) { trim() }
            return true
        }
        trim()
        return found
    }
}
