import IdentityPoolsModel
import Wire

/// AWS's texts for what several operations refuse.
enum Refusal {
    static func noPool(_ id: IdentityPoolID) -> ServiceError {
        IdentityPoolsError.resourceNotFound("IdentityPool '\(id)' not found.")
    }

    static func noIdentity(_ id: IdentityID) -> ServiceError {
        IdentityPoolsError.resourceNotFound("Identity '\(id)' not found.")
    }

    /// For a provider of which nothing is kept, or that the pool does not have.
    static func noProvider(_ name: String, in pool: IdentityPoolID) -> ServiceError {
        IdentityPoolsError.resourceNotFound("Identity provider '\(name)' not found in IdentityPool '\(pool)'.")
    }

    static func invalid(_ message: String) -> ServiceError {
        IdentityPoolsError.invalidParameter(message)
    }
}
