import Kernel
import Storage

/// A name under which a pool's pages are to be found: a prefix of the server's own domain, or a domain of one's own.
struct StoredDomain: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    let name: String
    /// For domains of one's own; `nil` for prefixes.
    var certificateARN: String?
    /// 1 or 2.
    var managedLoginVersion: Int
    /// What the domain's DNS entry must point to.
    let target: String
    /// Tells one state of the record from the next.
    var version: String

    var isCustom: Bool { certificateARN != nil }
}

/// The domains of every pool: at most one prefix and one custom domain. A name belongs to one pool of the server.
enum Domains {
    static let records = Records<StoredDomain>(
        "cognito-idp/domain", account: \.account.digits,
        key: { key(of: $0) }
    ) {
        UniqueIndex("name", scope: .server) { [.string($0.name)] }
    }

    static func key(of domain: StoredDomain) -> [KeyPart] {
        [.string(domain.pool.text), .string(domain.isCustom ? "custom" : "prefix")]
    }

    static func all(of pool: StoredPool, _ transaction: any ReadTransaction) throws -> [StoredDomain] {
        try records.scan(prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
    }

    static func find(_ name: String, _ transaction: any ReadTransaction) throws -> StoredDomain? {
        try records.find("name", [.string(name)], in: transaction)
    }
}
