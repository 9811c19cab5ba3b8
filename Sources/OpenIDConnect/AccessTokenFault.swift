/// Why an access token, about which its provider was asked, proves nothing.
package enum AccessTokenFault: Error, Hashable, Sendable {
    /// The provider does not take it.
    case invalid
    /// Past its end, in seconds since 1970 where the provider told it.
    case expired(at: Int64?)
    /// It is for another app than those that are asked for.
    case wrongApp
    /// The provider could not be asked, or answered what makes no sense.
    case silent
}

/// Whose an access token is, and which app's.
package struct AccessTokenHolder: Hashable, Sendable {
    package var user: String
    /// The app's ids: providers may know it by several.
    package var apps: [String]

    init(user: String, apps: [String]) {
        self.user = user
        self.apps = apps
    }
}
