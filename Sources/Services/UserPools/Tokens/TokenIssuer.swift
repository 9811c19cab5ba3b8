import Kernel
import Storage
import TokenSigning
import UserPoolsModel
import Wire

/// A sign-in that has been proved, for which tokens are due.
struct ProvedSignIn: Sendable {
    /// AWS's names of the occasions that `PreTokenGeneration` is told.
    enum Occasion: String, Sendable {
        case hosted = "TokenGeneration_HostedAuth"
        case authentication = "TokenGeneration_Authentication"
        case newPassword = "TokenGeneration_NewPasswordChallenge"
        case device = "TokenGeneration_AuthenticateDevice"
        case refresh = "TokenGeneration_RefreshTokens"
    }

    var user: StoredUser
    var pool: StoredPool
    var client: StoredClient
    var occasion: Occasion
    /// The confirmed device that took part.
    var deviceKey: String?
    /// A device that was just made known to the client, to be told in the answer.
    var newDevice: NewDeviceMetadataType?
    /// The caller's `ClientMetadata`, for the trigger.
    var clientMetadata: [String: String] = [:]
    /// `aws.cognito.signin.user.admin` unless a hosted page granted others.
    var scopes: [String] = ["aws.cognito.signin.user.admin"]
}

/// Tokens that are signed, and the refresh-token family that must be stored before they are given out.
struct IssuedTokens: Sendable {
    var result: AuthenticationResultType
    var family: RefreshFamily

    /// Stores the family; part of the transaction that ends the sign-in.
    func store(in transaction: any WriteTransaction) throws {
        try RefreshFamilies.records.put(family, in: transaction)
    }
}

/// Makes the three tokens of a sign-in.
struct TokenIssuer: Sendable {
    let store: UserPoolStore
    let triggers: Triggers

    /// Asks `PreTokenGeneration`, then signs; stores nothing. Outside any transaction.
    func issue(_ signIn: ProvedSignIn, in call: Call) async throws -> IssuedTokens {
        let now = call.time
        let family = RefreshFamily(
            pool: signIn.pool.id, account: signIn.pool.account, user: signIn.user.sub, id: store.random.uuid(),
            client: signIn.client.id, deviceKey: signIn.deviceKey ?? signIn.newDevice?.deviceKey,
            scopes: signIn.scopes, authenticatedAt: now.milliseconds,
            expiresAt: now.milliseconds + TokenValidity.refresh(signIn.client) * 1000, generation: 0)
        let groups = try await store.read { try Memberships.groups(of: signIn.user, $0) }
        var result = try await sign(signIn, family: family, groups: groups, in: call)
        result.refreshToken = try RefreshTokenText(family).sealed(by: store.vault)
        result.newDeviceMetadata = signIn.newDevice
        return IssuedTokens(result: result, family: family)
    }

    /// The id token and the access token of a family, after `PreTokenGeneration` had its say.
    func sign(
        _ signIn: ProvedSignIn, family: RefreshFamily, groups: [StoredGroup], in call: Call
    ) async throws -> AuthenticationResultType {
        let context = TriggerContext(
            pool: signIn.pool, clientID: signIn.client.id, userName: signIn.user.username,
            userAttributes: AttributeRules.forTriggers(signIn.user), clientMetadata: signIn.clientMetadata, call: call)
        let overrides = try await triggers.preTokenGeneration(
            context, source: signIn.occasion.rawValue, groups: groups, scopes: signIn.scopes)
        let ring = try await store.keys.ring(of: signIn.pool, at: call.time)
        guard let idKey = ring.idKey(at: call.time), let accessKey = ring.accessKey(at: call.time) else {
            preconditionFailure("a key ring has at least one pair")
        }
        let claims = TokenClaims(
            signIn: signIn, groups: groups, overrides: overrides ?? TokenOverrides(),
            issuer: store.issuers.name(of: signIn.pool.id), family: family, eventID: store.random.uuid(),
            issuedAt: call.time.seconds)
        let idToken = try claims.idToken(id: store.random.uuid())
        let accessToken = try claims.accessToken(id: store.random.uuid())
        return AuthenticationResultType(
            accessToken: SignedToken.text(of: accessToken, keyID: accessKey.id, key: accessKey.pair),
            expiresIn: Int(TokenValidity.access(signIn.client)),
            tokenType: "Bearer",
            idToken: SignedToken.text(of: idToken, keyID: idKey.id, key: idKey.pair))
    }
}
