import UserPoolsModel
import Wire

/// What the operations of users themselves refuse.
extension Refusal {
    /// How unsigned operations say that there is no such user, to clients that may know.
    static func noCombination() -> ServiceError {
        UserPoolsError.userNotFound("Username/client id combination not found.")
    }

    static func aliasExists(_ attribute: String) -> ServiceError {
        UserPoolsError.aliasExists("An account with the given \(attribute) already exists.")
    }

    /// The same at the end of a verification, where AWS words it without "given".
    static func aliasExistsAtConfirmation(_ attribute: String) -> ServiceError {
        UserPoolsError.aliasExists("An account with the \(attribute) already exists.")
    }

    static func unauthorizedForState(_ status: StoredUser.Status) -> ServiceError {
        UserPoolsError.notAuthorized("User cannot be confirmed. Current status is \(status.rawValue)")
    }
}
