import UserPoolsModel
import Wire

extension Refusal {
    /// What an unsigned operation says of a user who does not exist, where it must say something.
    static func unknownUser(to client: StoredClient) -> ServiceError {
        client.hidesUsers ? wrongCode() : noCombination()
    }

    /// What a verdict on a code other than "right" is answered with.
    static func code(_ verdict: VerificationCodes.Verdict) -> ServiceError {
        switch verdict {
        case .right, .wrong: wrongCode()
        case .expired, .none: expiredCode()
        case .exhausted: limitExceeded()
        }
    }
}
