import Kernel

/// Calls the functions of a pool: 5 seconds, three tries, AWS's errors. A pool without the trigger gets the answer
/// that changes nothing.
struct Triggers: Sendable {
    let invoker: TriggerInvoker

    init(client: InProcessClient, clock: any Clock) {
        invoker = TriggerInvoker(client: client, clock: clock)
    }

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
}
