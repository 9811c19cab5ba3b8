import Crypto
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
        let digest = VerifiedTokens.digest(of: token)
        let known = store.verifiedTokens.find(digest)
        let signed = try known == nil ? signedToken(token) : nil
        guard let poolID = known?.pool ?? signed?.pool else { throw Self.refused("Invalid Access Token") }
        let pool = try await store.directory.pool(poolID.text)
        let ring = try await store.keys.ring(of: pool, at: call.time)
        let claims: AccessClaims
        if let known {
            // A key that is there no more vouches for nothing.
            guard ring.keys[known.keyID] != nil else { throw Self.unverified }
            claims = known.claims
        } else {
            claims = try verify(signed?.token, by: ring, keeping: digest, of: poolID)
        }
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

    /// A token taken apart, with the pool that it names.
    private func signedToken(_ text: String) throws -> (token: SignedToken, pool: PoolID) {
        guard let token = SignedToken(text), let issuer = token.claims["iss"]?.text,
            let pool = store.issuers.pool(of: issuer)
        else { throw Self.refused("Invalid Access Token") }
        return (token, pool)
    }

    /// Verifies the signature, and remembers that it was right.
    private func verify(
        _ token: SignedToken?, by ring: SigningKeys.Ring, keeping digest: SHA256.Digest, of pool: PoolID
    ) throws -> AccessClaims {
        guard let token, let key = ring.keys[token.keyID], token.isSigned(by: key.publicKey) else {
            throw Self.unverified
        }
        guard let claims = AccessClaims(token.claims) else { throw Self.refused("Invalid Access Token") }
        store.verifiedTokens.keep(.init(pool: pool, keyID: token.keyID, claims: claims), as: digest)
        return claims
    }

    private static func user(
        of claims: AccessClaims, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredUser {
        guard let user = try Users.find(sub: claims.user, in: pool, transaction) else { throw Refusal.noUser() }
        guard try RefreshFamilies.contains(claims.family, of: user, transaction) else {
            throw refused("Access Token has been revoked")
        }
        guard user.isEnabled else { throw Refusal.disabled() }
        return user
    }

    private static func refused(_ message: String) -> ServiceError {
        UserPoolsError.notAuthorized(message)
    }

    private static var unverified: ServiceError { refused("Could not verify signature for Access Token") }
}
