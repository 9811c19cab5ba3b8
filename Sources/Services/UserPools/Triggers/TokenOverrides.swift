import Wire

/// What `PreTokenGeneration` changes in the tokens.
struct TokenOverrides: Hashable, Sendable {
    /// A claim's value as JSON text: a quoted string, or (in versions 2 and 3) any JSON.
    typealias ClaimJSON = String

    /// Changes of one token. No claim is both set and suppressed, and none is among those that AWS leaves alone.
    struct Claims: Hashable, Sendable {
        var set: [String: ClaimJSON] = [:]
        var suppressed: [String] = []
    }

    var idToken = Claims()
    var accessToken = Claims()
    var addedScopes: [String] = []
    var suppressedScopes: [String] = []
    /// `nil`: the user's own groups and roles.
    var groups: [String]?
    /// Said together with `groups`, as is `preferredRole`.
    var roles: [String]?
    var preferredRole: String?
}
