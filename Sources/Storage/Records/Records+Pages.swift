/// A part of a listing, and the token with which the next part is asked for.
package struct Page<Record: Sendable>: Sendable {
    package let records: [Record]
    package let next: String?

    package init(records: [Record], next: String?) {
        self.records = records
        self.next = next
    }
}

extension Records {
    /// At most `limit` of an account's records behind the one where `token` was issued.
    ///
    /// - `from`: only records whose next key parts after `prefix` are these or later ones.
    /// - `index`: list in the order of this index instead of the keys.
    /// - `beginning`: only records whose next key part after `prefix` is a string that begins so.
    /// - `shape`: whatever else the caller's filter depends on; the token holds only for the same.
    /// - `filter`: leaves records out without spending the limit.
    package func page(
        prefix: [KeyPart] = [], beginning text: String? = nil, from first: [KeyPart] = [],
        index: String? = nil, account: String, limit: Int, after token: String?, tokens: PageTokens, shape: String = "",
        in transaction: any ReadTransaction, where filter: (Record) throws -> Bool = { _ in true }
    ) throws -> Page<Record> {
        let start: [KeyPart]
        if let index {
            start = self.prefix(of: definition(index, scope: .account), account: account) + prefix
        } else {
            start = recordPrefix(account: account) + prefix
        }
        let base = Key(start).bytes.count
        let listing = PageTokens.Listing(
            space: space, account: account,
            shape: [.string(index ?? ""), .nested(prefix), text.map { .string($0) } ?? .none, .string(shape)])
        var range = text.map { KeyRange(prefix: start, beginningWith: $0) } ?? KeyRange(prefix: start)
        if !first.isEmpty { range.lower = Key(start + first).bytes }
        if let token {
            let position = try tokens.position(of: token, in: listing)
            range = range.after(Key(encoded: Key(start).bytes + position))
        }
        var records: [Record] = []
        var last: Key?
        var next: String?
        try transaction.scan(range) { entry in
            let found = index == nil ? try decode(entry.value) : try record(at: entry.value, in: transaction)
            guard let found, try filter(found) else { return true }
            if records.count == max(limit, 1), let last {
                next = tokens.token(for: Array(last.bytes.dropFirst(base)), in: listing)
                return false
            }
            records.append(found)
            last = entry.key
            return true
        }
        return Page(records: records, next: next)
    }
}
