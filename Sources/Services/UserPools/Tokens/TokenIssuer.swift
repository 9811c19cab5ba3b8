import Kernel
import Storage
import UserPoolsModel

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

/// All tokens that come of one sign-in: one refresh token and its successors. Revoking it revokes them all.
struct RefreshFamily: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    /// The `origin_jti` of every token of the family.
    let id: String
    let client: String
    var deviceKey: String?
    var scopes: [String]
    /// Milliseconds since 1970.
    let authenticatedAt: Int64
    let expiresAt: Int64
    /// Counts rotations; the refresh token in force carries it.
    var generation: Int
    var rotatedAt: Int64?
}

/// Families that have not been revoked; an access token whose family is missing is revoked.
enum RefreshFamilies {
    static let records = Records<RefreshFamily>(
        "cognito-idp/family", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.user), .string($0.id)] }
    ) {
        Index("expiry", scope: .server) { [.integer($0.expiresAt)] }
    }

    /// Revokes all that a user holds: `GlobalSignOut`, disabling, deletion.
    static func removeAll(of user: StoredUser, _ transaction: any WriteTransaction) throws {
        let prefix: [KeyPart] = [.string(user.pool.text), .string(user.sub)]
        for family in try records.scan(prefix: prefix, account: user.account.digits, in: transaction) {
            _ = try records.remove(
                prefix + [.string(family.id)], account: user.account.digits, in: transaction)
        }
    }
}

/// Makes the three tokens of a sign-in.
struct TokenIssuer: Sendable {
    let store: UserPoolStore
    let triggers: Triggers

    /// Asks `PreTokenGeneration`, then signs; stores nothing. Outside any transaction.
    func issue(_ signIn: ProvedSignIn, in call: Call) async throws -> IssuedTokens {
        preconditionFailure("not written yet")
    }
}
