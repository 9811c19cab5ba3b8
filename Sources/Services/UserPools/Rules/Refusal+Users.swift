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

    /// AWS's answer where a user is not waiting for a confirmation.
    static func unconfirmable(_ status: StoredUser.Status) -> ServiceError {
        UserPoolsError.notAuthorized("User cannot be confirmed. Current status is \(status.rawValue)")
    }

    /// For all attributes but the two that codes can be sent to.
    static func unverifiableAttribute() -> ServiceError {
        invalid("Invalid attribute name. Only phone_number and email can be verified.")
    }
}
