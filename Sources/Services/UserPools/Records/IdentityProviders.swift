import Kernel
import Storage

/// Another provider whose users may sign in to a pool.
struct StoredIdentityProvider: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    let name: String
    /// `SAML`, `Facebook`, `Google`, `LoginWithAmazon`, `SignInWithApple` or `OIDC`.
    let type: String
    /// The provider's secret among them. Sealed for `detailsContext` and the key.
    var details: [String: Sealed]
    /// The pool's attributes, by the provider's.
    var attributeMapping: [String: String]
    var identifiers: [String]
    /// Milliseconds since 1970.
    let createdAt: Int64
    var modifiedAt: Int64

    static func detailsContext(_ pool: PoolID, _ name: String) -> String {
        "cognito-idp/identity-provider/\(pool)/\(name)/"
    }
}

/// The identity providers of every pool, by name, and by the identifiers that stand for them.
enum IdentityProviders {
    static let records = Records<StoredIdentityProvider>(
        "cognito-idp/identity-provider", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.name)] }
    ) {
        UniqueIndex(
            "identifier", keys: { provider in provider.identifiers.map { [.string(provider.pool.text), .string($0)] } })
    }

    static func key(_ pool: StoredPool, _ name: String) -> [KeyPart] { [.string(pool.id.text), .string(name)] }

    static func get(
        _ name: String, of pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredIdentityProvider? {
        try records.get(key(pool, name), account: pool.account.digits, in: transaction)
    }
}
