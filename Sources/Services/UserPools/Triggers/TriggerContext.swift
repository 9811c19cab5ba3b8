import Kernel

/// What every trigger is told.
struct TriggerContext: Sendable {
    var pool: StoredPool
    /// `CLIENT_ID_NOT_APPLICABLE` goes out where an administrator acts without a client (`nil`).
    var clientID: String?
    var userName: String
    /// With `sub`, and `cognito:user_status` where AWS gives it.
    var userAttributes: [String: String]
    var clientMetadata: [String: String]
    var call: Call
    /// Whether the client hides which users exist; only then are functions told `userNotFound`.
    var hidesUsers = false
}
