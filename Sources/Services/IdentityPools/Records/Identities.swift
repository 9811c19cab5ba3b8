import Kernel
import Storage

/// The identities of every pool: by pool and id, by id alone, and by the logins that prove them.
///
/// Disabled ones stand behind the others of their pool, so that listings without them need no index of their own and
/// never read past them.
enum Identities {
    static let records = Records<StoredIdentity>("cognito-identity/identity", account: \.account.digits, key: key) {
        UniqueIndex("id", scope: .server) { [.string($0.id.text)] }
        // A login belongs to one identity of a pool; the index decides races.
        UniqueIndex("login", keys: { identity in identity.logins.map { login($0, in: identity.pool) } })
    }

    /// Where the identities of a pool are; without the disabled ones if so wished.
    static func prefix(_ pool: IdentityPoolID, hidingDisabled: Bool = false) -> [KeyPart] {
        hidingDisabled ? [.string(pool.text), .bool(false)] : [.string(pool.text)]
    }

    /// An identity by its id, whoever owns it.
    static func find(_ id: IdentityID, _ transaction: any ReadTransaction) throws -> StoredIdentity? {
        try records.find("id", [.string(id.text)], in: transaction)
    }

    /// An identity of one pool; others' are unknown.
    static func find(
        _ id: IdentityID, in pool: StoredIdentityPool, _ transaction: any ReadTransaction
    ) throws -> StoredIdentity? {
        guard let identity = try find(id, transaction), identity.pool == pool.id else { return nil }
        return identity
    }

    /// Who in the pool has this login.
    static func owner(
        of login: LinkedLogin, in pool: StoredIdentityPool, _ transaction: any ReadTransaction
    ) throws -> StoredIdentity? {
        try records.find(
            "login", Self.login(login, in: pool.id), account: pool.account.digits, in: transaction)
    }

    /// Changes an identity, wherever it stands from now on.
    static func replace(
        _ old: StoredIdentity, with new: StoredIdentity, _ transaction: any WriteTransaction
    ) throws {
        let found = try records.update(key(old), account: old.account.digits, in: transaction) { $0 = new }
        if found == nil { throw StorageFault.missing(space: records.space) }
    }

    static func remove(_ identity: StoredIdentity, _ transaction: any WriteTransaction) throws {
        try records.remove(key(identity), account: identity.account.digits, in: transaction)
    }

    @Sendable
    private static func key(_ identity: StoredIdentity) -> [KeyPart] {
        prefix(identity.pool) + [.bool(identity.isDisabled), .string(identity.id.text)]
    }

    private static func login(_ login: LinkedLogin, in pool: IdentityPoolID) -> [KeyPart] {
        [.string(pool.text), .string(login.provider), .string(login.subject)]
    }
}
