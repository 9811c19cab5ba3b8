import Kernel
import Storage

/// An app client of a pool.
struct StoredClient: Codable, Hashable, Sendable {
    /// One of at most two secrets.
    struct Secret: Codable, Hashable, Sendable {
        var id: String
        var value: Sealed
        /// Milliseconds since 1970.
        var createdAt: Int64
    }

    /// Rotation of refresh tokens.
    struct Rotation: Codable, Hashable, Sendable {
        var isEnabled: Bool
        /// Seconds, 0 to 60, for which the token before the last is still taken.
        var graceSeconds: Int
    }

    /// What clients of Pinpoint said; kept and told, not used.
    struct Analytics: Codable, Hashable, Sendable {
        var applicationID: String?
        var applicationARN: String?
        var roleARN: String?
        var externalID: String?
        var sharesUserData: Bool?
    }

    let pool: PoolID
    let account: AccountID
    /// 26 lower-case letters and digits.
    let id: String
    var name: String
    let createdAt: Int64
    var modifiedAt: Int64
    /// Empty for public clients. Sealed for `StoredClient.secretContext(id)`.
    var secrets: [Secret]
    /// As said; the units say how to read them. `nil` and 0 stand for AWS's defaults (1 h, 1 h, 30 days).
    var refreshTokenValidity: Int
    var accessTokenValidity: Int?
    var idTokenValidity: Int?
    /// `seconds`, `minutes`, `hours` or `days`.
    var refreshTokenUnit: String?
    var accessTokenUnit: String?
    var idTokenUnit: String?
    /// `nil`: all.
    var readAttributes: [String]?
    var writeAttributes: [String]?
    /// As said, such as `ALLOW_USER_SRP_AUTH`; `nil` for AWS's default.
    var explicitAuthFlows: [String]?
    var identityProviders: [String]?
    var callbackURLs: [String]?
    var logoutURLs: [String]?
    var defaultRedirectURI: String?
    var oauthFlows: [String]?
    var oauthScopes: [String]?
    var isOAuthEnabled: Bool
    var analytics: Analytics?
    /// `ENABLED` or `LEGACY`; `nil` where not said, which behaves as LEGACY.
    var userExistenceErrors: String?
    var isTokenRevocationEnabled: Bool
    var propagatesUserContext: Bool
    /// Minutes, 3 to 15.
    var authSessionValidity: Int
    var rotation: Rotation?

    static func secretContext(_ clientID: String) -> String { "cognito-idp/client-secret/\(clientID)" }

    /// Whether callers must not learn which users exist.
    var hidesUsers: Bool { userExistenceErrors == "ENABLED" }
}
