import IdentityPoolsModel
import OpenIDConnect
import Wire

/// AWS's texts for logins that prove nothing.
extension Refusal {
    /// A login key that the pool does not know, or a token that was made for another app.
    static func unsupportedProvider() -> ServiceError {
        IdentityPoolsError.notAuthorized("Token is not from a supported provider of this identity pool.")
    }

    /// The developer's own provider, in a call that has only public ones to bring.
    static func notPublicProvider() -> ServiceError {
        IdentityPoolsError.invalidParameter("Please provide a valid public provider")
    }

    /// - Parameter reason: a sentence, whose full stop AWS writes or leaves out as it likes.
    static func invalidLogin(_ reason: String) -> ServiceError {
        IdentityPoolsError.notAuthorized("Invalid login token. \(reason)")
    }

    /// Both in seconds since 1970.
    static func expiredLogin(at end: Int64, now: Int64) -> ServiceError {
        invalidLogin("Token expired: \(now) >= \(end)")
    }

    /// What a provider says of an access token; AWS's own texts are not known.
    static func login(_ fault: AccessTokenFault, of provider: String, at time: Timestamp) -> ServiceError {
        switch fault {
        case .invalid: invalidLogin("Not a valid \(provider) access token.")
        case .expired(let end?): expiredLogin(at: end, now: time.seconds)
        case .expired(nil): invalidLogin("Token is expired.")
        case .wrongApp: unsupportedProvider()
        case .silent: silentProvider()
        }
    }

    /// The provider could not be asked, or answered what makes no sense; in our words.
    static func silentProvider() -> ServiceError {
        IdentityPoolsError.externalService("The identity provider did not answer as it should.")
    }
}
