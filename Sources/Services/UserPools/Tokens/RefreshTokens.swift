import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives new tokens for a refresh token, and a new refresh token where the client rotates them.
struct RefreshTokens: Sendable {
    let store: UserPoolStore
    let issuer: TokenIssuer

    /// How a client with a secret shows that it has it.
    enum Proof: Sendable {
        /// The caller checked it.
        case given
        /// By a digest over the user's name, or by the bare secret, as the old iOS SDK does here.
        case secretHash(String?)
    }

    /// What a refresh token is worth.
    private enum Standing {
        case current
        /// Replaced so recently that the client may not have had the answer.
        case justReplaced
        /// Replaced before: somebody else has it too.
        case reused
    }

    /// What a token leads to.
    private struct Found: Sendable {
        var family: RefreshFamily
        var user: StoredUser
        var groups: [StoredGroup]
    }

    /// Signs new tokens; refuses with AWS's texts. A token that was replaced before revokes its whole family.
    ///
    /// - Parameter deviceKey: must be the family's, where the device that took part was confirmed.
    func redeem(
        _ token: String, client: StoredClient, in pool: StoredPool, deviceKey: String?, proof: Proof = .given,
        clientMetadata: [String: String] = [:], call: Call
    ) async throws -> AuthenticationResultType {
        guard let text = RefreshTokenText(token, vault: store.vault), text.pool == pool.id, text.client == client.id
        else { throw Self.invalid }
        let now = call.time.milliseconds
        let found = try await store.read { try Self.find(text, in: pool, deviceKey: deviceKey, at: now, $0) }
        if case .secretHash(let hash) = proof {
            // Clients make it over the name that the challenge told.
            try ClientSecret.check(
                hash, names: [found.user.username, found.user.key], client: client, vault: store.vault,
                occasion: .refresh)
        }
        if Self.standing(of: text, in: found.family, client, at: now) == .reused {
            try await store.write { try RefreshFamilies.remove(found.family, $0) }
            throw Self.reused
        }
        let signIn = ProvedSignIn(
            user: found.user, pool: pool, client: client, occasion: .refresh, deviceKey: found.family.deviceKey,
            clientMetadata: clientMetadata, scopes: found.family.scopes)
        var result = try await issuer.sign(signIn, family: found.family, groups: found.groups, in: call)
        if client.rotation?.isEnabled == true {
            result.refreshToken = try await rotate(text, of: found.user, client, at: now).sealed(by: store.vault)
        }
        return result
    }

    private static func find(
        _ text: RefreshTokenText, in pool: StoredPool, deviceKey: String?, at now: Int64,
        _ transaction: any ReadTransaction
    ) throws -> Found {
        guard let user = try Users.find(sub: text.user, in: pool, transaction),
            let family = try RefreshFamilies.get(text.family, of: user, transaction)
        else { throw revoked }
        guard now < family.expiresAt else { throw UserPoolsError.notAuthorized("Refresh Token has expired") }
        guard user.isEnabled else { throw Refusal.disabled() }
        // AWS gives no hint that it is the device's key that is missing.
        if let device = family.deviceKey, device != deviceKey,
            try Devices.get(device, of: user, transaction) != nil
        {
            throw invalid
        }
        return Found(family: family, user: user, groups: try Memberships.groups(of: user, transaction))
    }

    /// Replaces a token by its successor; two that try it at once get the same one while the grace period lasts.
    private func rotate(
        _ text: RefreshTokenText, of user: StoredUser, _ client: StoredClient, at now: Int64
    ) async throws -> RefreshTokenText {
        let family = try await store.write { transaction -> RefreshFamily? in
            guard var family = try RefreshFamilies.get(text.family, of: user, transaction) else { throw Self.revoked }
            switch Self.standing(of: text, in: family, client, at: now) {
            case .current:
                family.generation += 1
                family.rotatedAt = now
                try RefreshFamilies.records.replace(family, in: transaction)
            case .justReplaced:
                break
            case .reused:
                try RefreshFamilies.remove(family, transaction)
                return nil
            }
            return family
        }
        guard let family else { throw Self.reused }
        return RefreshTokenText(family)
    }

    private static func standing(
        of text: RefreshTokenText, in family: RefreshFamily, _ client: StoredClient, at now: Int64
    ) -> Standing {
        if text.generation == family.generation { return .current }
        let grace = Int64(client.rotation?.graceSeconds ?? 0) * 1000
        guard text.generation == family.generation - 1, let rotatedAt = family.rotatedAt, now < rotatedAt + grace else {
            return .reused
        }
        return .justReplaced
    }

    private static let invalid = UserPoolsError.notAuthorized("Invalid Refresh Token.")
    private static let revoked = UserPoolsError.notAuthorized("Refresh Token has been revoked")
    private static let reused = UserPoolsError.refreshTokenReuse("Refresh Token has been reused")
}
