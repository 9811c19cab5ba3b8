/// The points at which a pool asks a function, by the names that AWS's errors use.
enum Trigger: String, Sendable {
    case preSignUp = "PreSignUp"
    case postConfirmation = "PostConfirmation"
    case preAuthentication = "PreAuthentication"
    case postAuthentication = "PostAuthentication"
    case defineAuthChallenge = "DefineAuthChallenge"
    case createAuthChallenge = "CreateAuthChallenge"
    case verifyAuthChallengeResponse = "VerifyAuthChallengeResponse"
    case preTokenGeneration = "PreTokenGeneration"
    case userMigration = "UserMigration"
    case customMessage = "CustomMessage"

    /// The function that a pool calls at this point; `nil` where it calls none.
    func function(in settings: TriggerSettings) -> String? {
        switch self {
        case .preSignUp: settings.preSignUp
        case .postConfirmation: settings.postConfirmation
        case .preAuthentication: settings.preAuthentication
        case .postAuthentication: settings.postAuthentication
        case .defineAuthChallenge: settings.defineAuthChallenge
        case .createAuthChallenge: settings.createAuthChallenge
        case .verifyAuthChallengeResponse: settings.verifyAuthChallengeResponse
        case .preTokenGeneration: settings.preTokenGeneration?.arn
        case .userMigration: settings.userMigration
        case .customMessage: settings.customMessage
        }
    }
}
