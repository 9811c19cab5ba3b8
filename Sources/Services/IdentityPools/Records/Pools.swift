import Kernel
import Storage

/// All identity pools, by region and id; and by id alone, since unsigned calls bring neither account nor region.
enum Pools {
    static let records = Records<StoredIdentityPool>(
        "cognito-identity/pool", account: \.account.digits, key: { key($0.id) }
    ) {
        UniqueIndex("id", scope: .server) { [.string($0.id.text)] }
    }

    static func prefix(_ region: Region) -> [KeyPart] { [.string(region.name)] }

    static func key(_ id: IdentityPoolID) -> [KeyPart] { [.string(id.region.name), .string(id.text)] }

    /// A pool by its id, whoever owns it.
    static func find(_ id: IdentityPoolID, _ transaction: any ReadTransaction) throws -> StoredIdentityPool? {
        try records.find("id", [.string(id.text)], in: transaction)
    }
}
