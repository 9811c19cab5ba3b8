import Kernel
import Storage

/// An API whose scopes a pool's tokens can carry.
struct StoredResourceServer: Codable, Hashable, Sendable {
    /// One of its scopes.
    struct Scope: Codable, Hashable, Sendable {
        var name: String
        var description: String
    }

    let pool: PoolID
    let account: AccountID
    /// Such as `https://birds.example.com`.
    let identifier: String
    var name: String
    var scopes: [Scope]
}

/// The resource servers of every pool, by identifier.
enum ResourceServers {
    static let records = Records<StoredResourceServer>(
        "cognito-idp/resource-server", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.identifier)] })

    static func key(_ pool: StoredPool, _ identifier: String) -> [KeyPart] {
        [.string(pool.id.text), .string(identifier)]
    }

    /// Every scope as clients and tokens spell it: `https://birds.example.com/read`.
    static func scopes(of pool: StoredPool, _ transaction: any ReadTransaction) throws -> Set<String> {
        let servers = try records.scan(
            prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
        return Set(servers.flatMap { server in server.scopes.map { "\(server.identifier)/\($0.name)" } })
    }
}
