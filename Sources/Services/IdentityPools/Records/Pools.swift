import Kernel
import Storage

/// All identity pools, by region and id; and by id alone, since unsigned calls bring neither account nor region.
enum Pools {
    static let records = Records<StoredIdentityPool>(
        "cognito-identity/pool", account: \.account.digits, key: { key($0.id) }
    ) {
        UniqueIndex("id", scope: .server) { [.string($0.id.text)] }
        Index("deleted", scope: .server, keys: { $0.isDeleted ? [[.string($0.id.text)]] : [] })
    }

    static func prefix(_ region: Region) -> [KeyPart] { [.string(region.name)] }

    static func key(_ id: IdentityPoolID) -> [KeyPart] { [.string(id.region.name), .string(id.text)] }

    /// A pool by its id, whoever owns it; none that was deleted.
    static func find(_ id: IdentityPoolID, _ transaction: any ReadTransaction) throws -> StoredIdentityPool? {
        let pool = try records.find("id", [.string(id.text)], in: transaction)
        return pool?.isDeleted == true ? nil : pool
    }

    /// A pool as it is now; refuses one that was deleted since it was looked up.
    static func current(
        _ pool: StoredIdentityPool, _ transaction: any ReadTransaction
    ) throws -> StoredIdentityPool {
        guard let found = try find(pool.id, transaction) else { throw Refusal.noPool(pool.id) }
        return found
    }

    /// Changes a pool as it is now; refuses one that was deleted.
    @discardableResult
    static func change(
        _ pool: StoredIdentityPool, in transaction: any WriteTransaction,
        _ change: (inout StoredIdentityPool) throws -> Void
    ) throws -> StoredIdentityPool {
        var changed = try current(pool, transaction)
        try change(&changed)
        try records.replace(changed, in: transaction)
        return changed
    }
}
