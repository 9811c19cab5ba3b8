import Kernel
import Storage

/// All pools, by region and id; and by id alone, since unsigned calls bring neither account nor region.
enum Pools {
    static let records = Records<StoredPool>(
        "cognito-idp/pool", account: \.account.digits, key: { key($0.id) }
    ) {
        UniqueIndex("id", scope: .server) { [.string($0.id.text)] }
    }

    static func key(_ id: PoolID) -> [KeyPart] { [.string(id.region.name), .string(id.text)] }

    /// A pool by its id, whoever owns it; none that was deleted.
    static func find(_ id: PoolID, _ transaction: any ReadTransaction) throws -> StoredPool? {
        let pool = try records.find("id", [.string(id.text)], in: transaction)
        return pool?.isDeleted == true ? nil : pool
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
}
