import Kernel
import Wire

/// Login with Amazon: access tokens, which only Amazon can read.
struct AmazonLogins: LoginProvider {
    static let key = "www.amazon.com"
    private static let address = "https://api.amazon.com/auth/o2/tokeninfo"

    let web: any OutgoingHTTP

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        key == Self.key && pool.supportedLogins[key] != nil
    }

    /// Source: "Verify access tokens" and "Obtain customer profile information" in Amazon's documentation.
    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        let ids = pool.supportedLogins[key]?.ids ?? []
        let (status, answer) = try await ProviderDialog.ask(
            "\(Self.address)?access_token=\(PercentCoding.encode(proof))", by: web)
        guard status == 200, answer["iss"] == nil || answer["iss"] == .string("https://www.amazon.com"),
            let user = answer["user_id"]?.identifier, let client = answer["aud"]?.identifier
        else { throw Refusal.invalidLogin("Not a valid Amazon access token.") }
        // AWS wants the app's id; its client's is as good a name for it.
        guard ids.contains(client) || answer["app_id"]?.identifier.map(ids.contains) == true else {
            throw Refusal.unsupportedProvider()
        }
        // The seconds that are left.
        guard let left = answer["exp"]?.number, left > 0 else { throw Refusal.invalidLogin("Token is expired.") }
        return VerifiedLogin(
            login: LinkedLogin(provider: Self.key, subject: user),
            claims: ProviderDialog.claims(subject: user, audience: client), methods: [Self.key])
    }
}
