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
}
