import Wire

/// What an access token says.
struct AccessClaims: Sendable {
    let user: String
    let client: String
    /// `RefreshFamily.id`.
    let family: String
    let deviceKey: String?
    let scopes: [String]
    /// Seconds since 1970.
    let expiresAt: Int64

    /// `nil` for tokens of another use.
    init?(_ claims: Document) {
        guard claims["token_use"]?.text == "access", let user = claims["sub"]?.text,
            let client = claims["client_id"]?.text, let family = claims["origin_jti"]?.text,
            let expiry = claims["exp"]?.number
        else { return nil }
        self.user = user
        self.client = client
        self.family = family
        deviceKey = claims["device_key"]?.text
        scopes = claims["scope"]?.text?.split(separator: " ").map(String.init) ?? []
        expiresAt = Int64(expiry)
    }
}
