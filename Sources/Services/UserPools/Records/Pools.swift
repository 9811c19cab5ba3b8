import Kernel
import Storage

/// All pools, by region and id; and by id alone, since unsigned calls bring neither account nor region.
enum Pools {
    static let records = Records<StoredPool>(
        "cognito-idp/pool", account: \.account.digits, key: { key($0.id) }
    ) {
        UniqueIndex("id", scope: .server) { [.string($0.id.text)] }
        Index("deleted", scope: .server, keys: { $0.isDeleted ? [[.string($0.id.text)]] : [] })
        Index("deleted-here", keys: { $0.isDeleted ? [[.string($0.id.region.name)]] : [] })
    }

    static func key(_ id: PoolID) -> [KeyPart] { [.string(id.region.name), .string(id.text)] }

    /// A pool by its id, whoever owns it; none that was deleted.
    static func find(_ id: PoolID, _ transaction: any ReadTransaction) throws -> StoredPool? {
        let pool = try records.find("id", [.string(id.text)], in: transaction)
        return pool?.isDeleted == true ? nil : pool
    }

    /// Whether a pool is there and not deleted, by the indexes alone: cheaper than reading it.
    static func isThere(_ id: PoolID, _ transaction: any ReadTransaction) throws -> Bool {
        let key: [KeyPart] = [.string(id.text)]
        return try records.count(serverIndex: "id", prefix: key, in: transaction) == 1
            && records.count(serverIndex: "deleted", prefix: key, in: transaction) == 0
    }

    /// A pool as it is now; refuses one that was deleted since it was looked up.
    static func current(_ pool: StoredPool, _ transaction: any ReadTransaction) throws -> StoredPool {
        guard let found = try find(pool.id, transaction) else { throw Refusal.noPool(pool.id.text) }
        return found
    }

    /// Changes a pool as it is now, and the time of its last change; refuses one that was deleted.
    @discardableResult
    static func change(
        _ pool: StoredPool, at milliseconds: Int64, in transaction: any WriteTransaction,
        _ change: (inout StoredPool) throws -> Void
    ) throws -> StoredPool {
        var changed = try current(pool, transaction)
        try change(&changed)
        changed.modifiedAt = milliseconds
        try records.replace(changed, in: transaction)
        return changed
    }
}

/// App clients, by pool and id; and by id alone.
enum Clients {
    static let records = Records<StoredClient>(
        "cognito-idp/client", account: \.account.digits, key: { key($0.pool, $0.id) }
    ) {
        UniqueIndex("id", scope: .server) { [.string($0.id)] }
    }

    static func prefix(_ pool: PoolID) -> [KeyPart] { [.string(pool.text)] }

    static func key(_ pool: PoolID, _ id: String) -> [KeyPart] { [.string(pool.text), .string(id)] }

    static func find(_ id: String, _ transaction: any ReadTransaction) throws -> StoredClient? {
        try records.find("id", [.string(id)], in: transaction)
    }

    /// Changes a client as it is now; refuses one that was deleted.
    @discardableResult
    static func change(
        _ client: StoredClient, in transaction: any WriteTransaction, _ change: (inout StoredClient) throws -> Void
    ) throws -> StoredClient {
        let changed = try records.update(
            key(client.pool, client.id), account: client.account.digits, in: transaction, change)
        guard let changed else { throw Refusal.noClient(client.id) }
        return changed
    }
}
