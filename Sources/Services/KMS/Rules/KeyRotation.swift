import KMSModel
import Storage
import Wire

/// Gives a key new material; what was encrypted before stays readable.
enum KeyRotation {
    /// Source: "Quotas" in the developer guide.
    static let limitOnDemand = 25

    /// - Parameter spare: drawn before the transaction, which may run again.
    static func rotate(
        _ key: inout StoredKey, to spare: SpareMaterial, cause: StoredMaterial.Cause, at time: Int64,
        _ transaction: any WriteTransaction
    ) throws {
        let last = try Materials.current(of: key, transaction)
        let material = spare.material(for: key.address, number: last.number + 1, cause: cause, at: time)
        try Materials.records.insert(material, in: transaction)
        key.currentMaterial = material.id
    }
}

/// Material that was drawn and sealed, and belongs to a key once its number is known.
struct SpareMaterial: Sendable {
    let id: String
    let secret: Sealed

    func material(
        for key: KeyAddress, number: Int, cause: StoredMaterial.Cause?, at time: Int64
    ) -> StoredMaterial {
        StoredMaterial(key: key, id: id, number: number, createdAt: time, cause: cause, secret: secret)
    }
}
