import IdentityPoolsModel
import Wire

/// What linking refuses. The texts of conflicts are those of the exceptions' documentation: AWS's own are not known.
extension Refusal {
    /// No proof at all, or an identity that was merged away or abandoned.
    static func forbidden(_ id: IdentityID) -> ServiceError {
        IdentityPoolsError.notAuthorized("Access to Identity '\(id)' is forbidden.")
    }

    /// Another account's pool.
    static func forbidden(_ id: IdentityPoolID) -> ServiceError {
        IdentityPoolsError.notAuthorized("Access to IdentityPool '\(id)' is forbidden.")
    }

    static func noGuests() -> ServiceError {
        IdentityPoolsError.notAuthorized("Unauthenticated access is not supported for this identity pool.")
    }

    /// None of the logins proves the identity that was named.
    static func loginsDoNotMatch() -> ServiceError {
        IdentityPoolsError.notAuthorized(
            "Logins don't match. Please include at least one valid login for this identity or identity pool.")
    }

    /// Two accounts at one public provider.
    static func linkedElsewhere() -> ServiceError {
        IdentityPoolsError.resourceConflict("The login is already linked to another account.")
    }

    static func tooManyLogins() -> ServiceError {
        IdentityPoolsError.resourceConflict("The number of linked logins is limited to \(LinkingRules.mostLogins).")
    }

    static func developerUserRegistered() -> ServiceError {
        IdentityPoolsError.developerUserAlreadyRegistered(
            "This developer user identifier is already registered with Cognito.")
    }
}
