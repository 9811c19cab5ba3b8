import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

/// What the four operations of sign-in have in common.
struct SignInRequest: Sendable {
    let pool: StoredPool
    let client: StoredClient
    let isAdmin: Bool
    /// `AuthParameters`, or `ChallengeResponses`.
    let parameters: [String: String]
    let metadata: [String: String]
    let session: String?
    /// Whether it answers a challenge.
    let isAnswer: Bool
    /// In the pool's account and region.
    let call: Call

    /// Milliseconds since 1970.
    var now: Int64 { call.time.milliseconds }

    /// What functions get as `ClientMetadata`: that of an answer; that of `InitiateAuth` goes to `PreAuthentication`
    /// and `UserMigration` alone, as validation data. Source: "ClientMetadata" in the API reference of InitiateAuth.
    var triggerMetadata: [String: String] { isAnswer ? metadata : [:] }

    /// A parameter that must be there, with AWS's refusal.
    func required(_ name: String) throws -> String {
        guard let value = parameters[name], !value.isEmpty else { throw Refusal.missingParameter(name) }
        return value
    }

    /// Refuses a missing or wrong `SECRET_HASH`, made over any of these names.
    func checkSecret(over names: [String], vault: Vault) throws {
        try ClientSecret.check(parameters["SECRET_HASH"], names: names, client: client, vault: vault)
    }

    /// The number `SRP_A`.
    func clientValue() throws -> SRPValue {
        let text = try required("SRP_A")
        guard let value = SRPValue(hexadecimal: text) else { throw Refusal.invalid("Invalid SRP_A") }
        return value
    }
}

/// What the four operations of sign-in answer.
enum SignInAnswer: Sendable {
    /// What must be brought next.
    struct Challenge: Hashable, Sendable {
        var name: String
        var parameters: [String: String]
        var session: String?
        /// First factors to choose among, with `USER_AUTH`.
        var available: [String]?
    }

    case challenge(Challenge)
    case tokens(AuthenticationResultType)
}
