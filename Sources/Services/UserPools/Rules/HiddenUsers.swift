import UserPoolsModel
import Wire

extension Refusal {
    /// What an unsigned operation says of a user who does not exist, where it must say something.
    static func unknownUser(to client: StoredClient) -> ServiceError {
        client.hidesUsers ? wrongCode() : noCombination()
    }

    /// What a verdict on a code other than "right" is answered with. Where users are hidden, a code that was never
    /// asked for is a wrong one: nobody learns from it who exists.
    static func code(_ verdict: VerificationCodes.Verdict, hidesUsers: Bool = false) -> ServiceError {
        switch verdict {
        case .right, .wrong: wrongCode()
        case .none: hidesUsers ? wrongCode() : expiredCode()
        case .expired: expiredCode()
        case .exhausted: limitExceeded()
        }
    }
}
