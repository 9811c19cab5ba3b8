import IdentityPoolsModel
import Wire

/// AWS's texts for logins that prove nothing.
extension Refusal {
    /// A login key that the pool does not know, or a token that was made for another app.
    static func unsupportedProvider() -> ServiceError {
        IdentityPoolsError.notAuthorized("Token is not from a supported provider of this identity pool.")
    }

    /// - Parameter reason: a sentence without its full stop, where AWS writes none.
    static func invalidLogin(_ reason: String) -> ServiceError {
        IdentityPoolsError.notAuthorized("Invalid login token. \(reason)")
    }
}
