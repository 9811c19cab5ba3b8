import Kernel
import Storage
import TokenSigning
import UserPoolsModel
import Wire

/// Who brings an access token.
struct TokenHolder: Sendable {
    var pool: StoredPool
    var client: StoredClient
    var user: StoredUser
    /// `RefreshFamily.id`.
    var family: String
    var deviceKey: String?
    var scopes: [String]
}

/// Checks the access tokens that users call with: signature, times, pool, revocation, the user's state.
struct AccessTokens: Sendable {
    static let scope = "aws.cognito.signin.user.admin"

    let store: UserPoolStore

    /// Who holds this token; refuses with AWS's texts (`Invalid Access Token`, `Access Token has expired`,
    /// `Access Token has been revoked`), and those without the scope `aws.cognito.signin.user.admin`.
    ///
    /// One read of the store: the user and the family, in one picture.
    func holder(of token: String, in call: Call) async throws -> TokenHolder {
        guard let signed = SignedToken(token), let issuer = signed.claims["iss"]?.text,
            let poolID = store.issuers.pool(of: issuer)
        else { throw Self.refused("Invalid Access Token") }
        let pool = try await store.directory.pool(poolID.text)
        let ring = try await store.keys.ring(of: pool, at: call.time)
        guard let key = ring.keys[signed.keyID], signed.isSigned(by: key.publicKey) else {
            throw Self.refused("Could not verify signature for Access Token")
        }
        guard let claims = AccessClaims(signed.claims) else { throw Self.refused("Invalid Access Token") }
        guard call.time.seconds < claims.expiresAt else { throw Self.refused("Access Token has expired") }
        guard claims.scopes.contains(Self.scope) else {
            throw Self.refused("Access Token does not have required scopes")
        }
        let client = try await store.directory.client(claims.client, of: pool)
        let user = try await store.read { try Self.user(of: claims, in: pool, $0) }
        return TokenHolder(
            pool: pool, client: client, user: user, family: claims.family, deviceKey: claims.deviceKey,
            scopes: claims.scopes)
    }

    private static func user(
        of claims: AccessClaims, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredUser {
        guard let user = try Users.find(sub: claims.user, in: pool, transaction) else { throw Refusal.noUser() }
        guard try RefreshFamilies.get(claims.family, of: user, transaction) != nil else {
            throw refused("Access Token has been revoked")
        }
        guard user.isEnabled else { throw Refusal.disabled() }
        return user
    }

    private static func refused(_ message: String) -> ServiceError {
        UserPoolsError.notAuthorized(message)
    }

    /// What a verified access token says.
    private struct AccessClaims: Sendable {
        let user: String
        let client: String
        let family: String
        let deviceKey: String?
        let scopes: [String]
        let expiresAt: Int64

        /// `nil` for tokens of another use.
        init?(_ claims: Document) {
            guard claims["token_use"]?.text == "access", let user = claims["sub"]?.text,
                let client = claims["client_id"]?.text, let family = claims["origin_jti"]?.text,
                let expiry = claims["exp"]?.number
            else { return nil }
            self.user = user
            self.client = client
            self.family = family
            deviceKey = claims["device_key"]?.text
            scopes = claims["scope"]?.text?.split(separator: " ").map(String.init) ?? []
            expiresAt = Int64(expiry)
        }
    }
}
