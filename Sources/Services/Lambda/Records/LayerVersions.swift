import Kernel
import Storage

/// The versions of every layer, by number.
enum LayerVersions {
    static let records = Records<StoredLayerVersion>(
        "lambda/layer-version", account: \.id.account.digits, key: { key($0.id, $0.number) }
    ) {
        Index("blob", scope: .server) { [.string($0.code.blob)] }
        Index("newest") { prefix($0.id) + [.integer(Int64(-$0.number))] }
    }

    static func prefix(_ id: LayerID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    static func key(_ id: LayerID, _ number: Int) -> [KeyPart] { prefix(id) + [.integer(Int64(number))] }

    static func get(
        _ id: LayerID, _ number: Int, _ transaction: any ReadTransaction
    ) throws -> StoredLayerVersion? {
        try records.get(key(id, number), account: id.account.digits, in: transaction)
    }

    static func uses(blob: String, _ transaction: any ReadTransaction) throws -> Bool {
        try records.count(serverIndex: "blob", prefix: [.string(blob)], in: transaction) > 0
    }
}

/// A layer's name and the last number that a version of it was given, which is never used again.
struct StoredLayer: Codable, Hashable, Sendable {
    let id: LayerID
    var lastNumber: Int
}

/// Every layer that was ever published.
enum Layers {
    static let records = Records<StoredLayer>("lambda/layer", account: \.id.account.digits, key: { key($0.id) })

    static func key(_ id: LayerID) -> [KeyPart] { [.string(id.region.name), .string(id.name)] }

    /// Takes the next number.
    static func nextNumber(for id: LayerID, _ transaction: any WriteTransaction) throws -> Int {
        let last = try records.get(key(id), account: id.account.digits, in: transaction)?.lastNumber ?? 0
        try records.put(StoredLayer(id: id, lastNumber: last + 1), in: transaction)
        return last + 1
    }
}
