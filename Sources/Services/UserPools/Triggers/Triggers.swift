import Kernel
import Storage

/// What every trigger is told.
struct TriggerContext: Sendable {
    var pool: StoredPool
    /// `CLIENT_ID_NOT_APPLICABLE` goes out where an administrator acts without a client (`nil`).
    var clientID: String?
    var userName: String
    /// With `sub`, and `cognito:user_status` where AWS gives it.
    var userAttributes: [String: String]
    var clientMetadata: [String: String]
    var call: Call
}

/// Calls the functions of a pool: 5 seconds, three tries, AWS's errors. A pool without the trigger gets the answer
/// that changes nothing.
struct Triggers: Sendable {
    let client: InProcessClient
    let vault: Vault

    /// What `PreSignUp` allows.
    struct SignUpVerdict: Hashable, Sendable {
        var confirmsUser = false
        var verifiesEmail = false
        var verifiesPhone = false
    }

    /// One finished step of custom authentication.
    struct ChallengeResult: Codable, Hashable, Sendable {
        var challengeName: String
        var challengeResult: Bool
        var challengeMetadata: String?
    }

    /// What `DefineAuthChallenge` decided.
    enum NextStep: Hashable, Sendable {
        case challenge(String)
        case issueTokens
        case fail
    }

    /// What `CreateAuthChallenge` made.
    struct CustomChallenge: Codable, Hashable, Sendable {
        var publicParameters: [String: String] = [:]
        var privateParameters: [String: String] = [:]
        var metadata: String?
    }

    /// What `UserMigration` knows of a user.
    struct Migrant: Hashable, Sendable {
        var attributes: [String: String]
        /// `CONFIRMED`, `RESET_REQUIRED`, or `nil`.
        var finalStatus: String?
        var suppressesMessage = false
        /// `EMAIL`, `SMS`.
        var deliveryMediums: [String] = []
        var forcesAlias = false
        var enablesSMSMFA = false
    }

    /// What `CustomMessage` wants sent instead of the templates.
    struct MessageTexts: Hashable, Sendable {
        var sms: String?
        var email: String?
        var subject: String?
    }

    func preSignUp(
        _ context: TriggerContext, source: String, validationData: [String: String]
    ) async throws -> SignUpVerdict {
        preconditionFailure("not written yet")
    }

    /// - Parameter source: `PostConfirmation_ConfirmSignUp` or `PostConfirmation_ConfirmForgotPassword`.
    func postConfirmation(_ context: TriggerContext, source: String) async throws {
        preconditionFailure("not written yet")
    }

    func preAuthentication(
        _ context: TriggerContext, validationData: [String: String], userNotFound: Bool
    ) async throws {
        preconditionFailure("not written yet")
    }

    func postAuthentication(_ context: TriggerContext, newDeviceUsed: Bool) async throws {
        preconditionFailure("not written yet")
    }

    func defineAuthChallenge(
        _ context: TriggerContext, session: [ChallengeResult], userNotFound: Bool
    ) async throws -> NextStep {
        preconditionFailure("not written yet")
    }

    func createAuthChallenge(
        _ context: TriggerContext, challengeName: String, session: [ChallengeResult], userNotFound: Bool
    ) async throws -> CustomChallenge {
        preconditionFailure("not written yet")
    }

    func verifyAuthChallenge(
        _ context: TriggerContext, answer: String, privateParameters: [String: String], userNotFound: Bool
    ) async throws -> Bool {
        preconditionFailure("not written yet")
    }

    /// `nil` where the pool has no such trigger. The event's version is the pool's.
    func preTokenGeneration(
        _ context: TriggerContext, source: String, groups: [StoredGroup], scopes: [String]
    ) async throws -> TokenOverrides? {
        preconditionFailure("not written yet")
    }

    /// `nil` where the pool has no such trigger; one that does not know the user throws what AWS throws.
    ///
    /// - Parameters:
    ///   - source: `UserMigration_Authentication` or `UserMigration_ForgotPassword`.
    ///   - password: only with the former.
    func userMigration(
        _ context: TriggerContext, source: String, password: String?, validationData: [String: String]
    ) async throws -> Migrant? {
        preconditionFailure("not written yet")
    }

    /// `nil` where the pool has no such trigger. The texts hold `{####}` and, for invitations, `{username}`.
    func customMessage(_ context: TriggerContext, source: String) async throws -> MessageTexts? {
        preconditionFailure("not written yet")
    }
}
