import Kernel
import Storage

/// `$LATEST` and the published versions of every function, in that order.
enum Versions {
    static let records = Records<StoredVersion>(
        "lambda/version", account: \.id.account.digits, key: { key($0.id, $0.number) }
    ) {
        Index("blob", scope: .server, keys: { $0.blobs.map { [.string($0)] } })
    }

    static func prefix(_ id: FunctionID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func key(_ id: FunctionID, _ number: FunctionVersionNumber) -> [KeyPart] {
        prefix(id) + [.integer(Int64(number.rank))]
    }

    static func get(
        _ id: FunctionID, _ number: FunctionVersionNumber, _ transaction: any ReadTransaction
    ) throws -> StoredVersion? {
        try records.get(key(id, number), account: id.account.digits, in: transaction)
    }

    /// `$LATEST` first, then by number.
    static func all(of id: FunctionID, _ transaction: any ReadTransaction) throws -> [StoredVersion] {
        try records.scan(prefix: prefix(id), account: id.account.digits, in: transaction)
    }

    /// The newest published version.
    static func newest(of id: FunctionID, _ transaction: any ReadTransaction) throws -> StoredVersion? {
        let last = try records.scan(
            prefix: prefix(id), account: id.account.digits, reverse: true, limit: 1, in: transaction
        ).first
        return last?.number == .latest ? nil : last
    }

    static func uses(blob: String, _ transaction: any ReadTransaction) throws -> Bool {
        try records.count(serverIndex: "blob", prefix: [.string(blob)], in: transaction) > 0
    }
}

/// The last version number that a name was given; AWS never uses one again, even for a later function of the name.
struct VersionCounter: Codable, Hashable, Sendable {
    let id: FunctionID
    var last: Int
}

/// The counters of every function name that was ever published.
enum VersionCounters {
    static let records = Records<VersionCounter>(
        "lambda/version-counter", account: \.id.account.digits, key: { Functions.key($0.id) })

    /// Takes the next number.
    static func next(for id: FunctionID, _ transaction: any WriteTransaction) throws -> Int {
        let last = try records.get(Functions.key(id), account: id.account.digits, in: transaction)?.last ?? 0
        try records.put(VersionCounter(id: id, last: last + 1), in: transaction)
        return last + 1
    }
}
