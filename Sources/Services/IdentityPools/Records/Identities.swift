import Kernel
import Storage

/// The identities of every pool: by pool and id, by id alone, and by the logins that prove them.
enum Identities {
    static let records = Records<StoredIdentity>(
        "cognito-identity/identity", account: \.account.digits, key: { key($0.pool, $0.id) }
    ) {
        UniqueIndex("id", scope: .server) { [.string($0.id.text)] }
        // A login belongs to one identity of a pool; the index decides races.
        UniqueIndex("login", keys: { identity in identity.logins.map { login($0, in: identity.pool) } })
    }

    static func prefix(_ pool: IdentityPoolID) -> [KeyPart] { [.string(pool.text)] }

    static func key(_ pool: IdentityPoolID, _ id: IdentityID) -> [KeyPart] { [.string(pool.text), .string(id.text)] }

    static func login(_ login: LinkedLogin, in pool: IdentityPoolID) -> [KeyPart] {
        [.string(pool.text), .string(login.provider), .string(login.subject)]
    }

    /// An identity by its id, whoever owns it.
    static func find(_ id: IdentityID, _ transaction: any ReadTransaction) throws -> StoredIdentity? {
        try records.find("id", [.string(id.text)], in: transaction)
    }

    /// Who in the pool has this login.
    static func owner(
        of login: LinkedLogin, in pool: StoredIdentityPool, _ transaction: any ReadTransaction
    ) throws -> StoredIdentity? {
        try records.find(
            "login", Self.login(login, in: pool.id), account: pool.account.digits, in: transaction)
    }
}
