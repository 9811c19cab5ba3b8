import Crypto
package import Kernel
import OpenIDConnect
package import Storage
import TokenSigning
package import Wire

/// The tokens by which identity pools vouch for their identities, with the issuer
/// `https://cognito-identity.amazonaws.com`.
///
/// Two forms of one thing: RS512 for the world, and a MAC for those that never leave this process, under a key that
/// does not either.
package struct PoolTokens: Sendable {
    /// The issuer without its scheme: the `Federated` principal of roles' trust policies, what its condition keys begin
    /// with, and the login key under which a pool's own token comes back.
    package static let provider = "cognito-identity.amazonaws.com"
    static let issuer = "https://\(provider)"
    /// How long a token lives by itself; seconds.
    static let lifetime: Int64 = 600
    /// A voucher is used at once; seconds.
    private static let voucherLifetime: Int64 = 60
    /// No RS512 token begins like this.
    private static let voucherMark = "voucher."

    let keys: PoolKeys
    private let voucherKey: SymmetricKey

    package init(storage: any StorageEngine, vault: Vault, random: any RandomSource) {
        self.init(keys: PoolKeys(storage: storage, vault: vault, random: random), random: random)
    }

    /// With keys that were made elsewhere.
    init(keys: PoolKeys, random: any RandomSource) {
        self.keys = keys
        voucherKey = SymmetricKey(data: random.bytes(32))
    }

    /// A token that anybody can verify by the published keys: `GetOpenIdToken` and the developers' twin.
    ///
    /// - Parameters:
    ///   - methods: the `amr`, of `amr(of:)`.
    ///   - lifetime: seconds.
    func token(
        for identity: StoredIdentity, methods: [String], tags: [String: String], lifetime: Int64, in call: Call
    ) async throws -> String {
        let key = try await keys.signer(at: call.time)
        let claims = PoolTokenClaims(identity, methods: methods, tags: tags, lifetime: lifetime, at: call.time)
        return SignedToken.text(of: claims.document, keyID: key.id, key: key.pair, algorithm: .rs512)
    }

    /// The same for this process alone: no RSA signature is made, and none verified.
    func voucher(for identity: StoredIdentity, methods: [String], tags: [String: String], in call: Call) -> String {
        let claims = PoolTokenClaims(
            identity, methods: methods, tags: tags, lifetime: Self.voucherLifetime, at: call.time)
        let content = claims.document.json
        let code = HMAC<SHA256>.authenticationCode(for: content, using: voucherKey)
        return Self.voucherMark + Base64URL.encode(content) + "." + Base64URL.encode(Array(code))
    }

    /// Whom a token of either form vouches for; `nil` for what is no token of identity pools.
    ///
    /// Throws `TokenFault` for tokens that say to be a pool's, but are not, or no longer.
    package func vouched(by token: String, at time: Timestamp) async throws -> PoolTokenClaims? {
        guard token.hasPrefix(Self.voucherMark) else { return try await published(token, at: time) }
        let claims = try vouchedHere(by: token.dropFirst(Self.voucherMark.count))
        return try Self.lasting(claims, at: time)
    }

    /// The same for RS512 tokens alone.
    func published(_ token: String, at time: Timestamp) async throws -> PoolTokenClaims? {
        guard token.utf8.count <= JSONWebToken.maximumLength, let signed = SignedToken(token, algorithm: .rs512),
            signed.claims["iss"]?.text == Self.issuer
        else { return nil }
        guard let key = try await keys.ring(at: time).keys[signed.keyID] else {
            throw TokenFault.unknownKey(signed.keyID)
        }
        guard signed.isSigned(by: key.publicKey) else { throw TokenFault.badSignature }
        guard let claims = PoolTokenClaims(signed.claims) else { throw TokenFault.malformed }
        return try Self.lasting(claims, at: time)
    }

    private static func lasting(_ claims: PoolTokenClaims, at time: Timestamp) throws(TokenFault) -> PoolTokenClaims {
        guard time.seconds < claims.expiresAt else { throw .expired(at: claims.expiresAt, now: time.seconds) }
        return claims
    }

    private func vouchedHere(by token: Substring) throws(TokenFault) -> PoolTokenClaims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let content = Base64URL.decode(parts[0]), let code = Base64URL.decode(parts[1]) else {
            throw .malformed
        }
        guard HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: content, using: voucherKey) else {
            throw .badSignature
        }
        guard let document = try? Document(json: content), let claims = PoolTokenClaims(document) else {
            throw .malformed
        }
        return claims
    }
}

extension PoolTokens {
    /// The `amr` of a token: guests are `unauthenticated`, others `authenticated` by the methods of their logins.
    ///
    /// Source: "Role trust and permissions" in the Cognito Developer Guide.
    static func amr(of logins: [VerifiedLogin]) -> [String] {
        logins.isEmpty ? ["unauthenticated"] : ["authenticated"] + logins.flatMap(\.methods)
    }

    /// The methods of a developer's own login.
    static func developerMethods(_ login: LinkedLogin, in pool: IdentityPoolID) -> [String] {
        [login.provider, developerMethod(login.provider, login.subject, in: pool)]
    }

    /// The method that names a developer's user.
    static func developerMethod(_ provider: String, _ user: String, in pool: IdentityPoolID) -> String {
        "\(provider):\(pool):\(user)"
    }

    /// How many seconds a token lives that logins were shown for: no longer than a token of the pool's own among them.
    static func lifetime(by logins: [VerifiedLogin], at time: Timestamp) -> Int64 {
        let ends = logins.filter { $0.login.provider == provider }.compactMap { $0.claims["exp"]?.number }
        return ends.map { Int64($0) - time.seconds }.reduce(lifetime, min)
    }
}
