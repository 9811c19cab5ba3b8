internal import Kernel
internal import Wire

/// How long sessions last, in seconds. The model bounds what may be asked for at all: 900 to 43,200 or 129,600.
///
/// Source: the API reference of AssumeRole, GetSessionToken and GetFederationToken.
enum SessionDuration {
    private static let hour = 3600
    private static let halfDay = 43_200

    /// Of a role's session: an hour unless asked for, at most what the role allows, and an hour when chained.
    static func ofRole(
        requested: Int?,
        maximum: Int,
        isChained: Bool
    ) throws(ServiceError) -> Int {
        guard let requested else { return hour }
        if isChained, requested > hour {
            throw CommonError.validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")
        }
        guard requested <= maximum else {
            throw CommonError.validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
        }
        return requested
    }

    /// Of a user's own or federated session: twelve hours unless asked for; root gets an hour whatever it asks.
    static func ofCaller(requested: Int?, isRoot: Bool) -> Int {
        isRoot ? min(requested ?? hour, hour) : requested ?? halfDay
    }
}
