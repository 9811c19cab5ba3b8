import Kernel
import Storage
import Wire

/// Which part of a listing is asked for, as IAM's requests say it.
struct PageRequest: Sendable {
    var marker: String?
    /// At most so many, 100 where nothing is said.
    var limit: Int

    init(_ marker: String?, _ maxItems: Int?) {
        self.marker = marker
        self.limit = maxItems ?? 100
    }
}

extension IAMStore {
    /// A part of an account's records; a marker of another listing is refused as AWS refuses it.
    func page<Record>(
        _ records: Records<Record>,
        _ request: PageRequest,
        prefix: [KeyPart] = [],
        index: String? = nil,
        in account: AccountID,
        shape: String = "",
        _ transaction: any ReadTransaction,
        where filter: (Record) throws -> Bool = { _ in true }
    ) throws -> Page<Record> {
        try refusingMarkers {
            try records.page(
                prefix: prefix, index: index, account: account.digits, limit: request.limit, after: request.marker,
                tokens: tokens, shape: shape, in: transaction, where: filter)
        }
    }

    /// A part of a listing that was put together in memory, sorted by a unique `key`.
    ///
    /// `listing` names the listing and all that it depends on, such as `tags/AIDA…`; a marker holds for it alone.
    func page<Item>(
        _ items: [Item], _ request: PageRequest, listing: String, in account: AccountID, key: (Item) -> String
    ) throws -> Page<Item> {
        let bound = PageTokens.Listing(space: "iam/listing", account: account.digits, shape: [.string(listing)])
        let sorted = items.map { (key: Array(key($0).utf8), item: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let start = try refusingMarkers { try request.marker.map { try tokens.position(of: $0, in: bound) } }
        let rest = start.map { start in sorted.drop { !start.lexicographicallyPrecedes($0.key) } } ?? sorted[...]
        let part = rest.prefix(request.limit)
        let next = part.count < rest.count ? part.last.map { tokens.token(for: $0.key, in: bound) } : nil
        return Page(records: part.map(\.item), next: next)
    }

    private func refusingMarkers<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        do {
            return try body()
        } catch StorageFault.badToken {
            throw CommonError.validation("Invalid Marker.")
        }
    }
}
