package import Kernel
internal import Wire

/// Login with Amazon's access tokens, which only Amazon can read.
package struct AmazonAccessTokens: Sendable {
    private static let address = "https://api.amazon.com/auth/o2/tokeninfo"

    private let web: any OutgoingHTTP

    package init(web: any OutgoingHTTP) {
        self.web = web
    }

    /// Source: "Verify access tokens" and "Obtain customer profile information" in Amazon's documentation.
    package func holder(of token: String) async throws(AccessTokenFault) -> AccessTokenHolder {
        guard token.utf8.count <= ProviderDialog.tokenLimit else { throw .invalid }
        let (status, answer) = try await ProviderDialog.ask(
            "\(Self.address)?access_token=\(PercentCoding.encode(token))", by: web)
        guard status == 200, answer["iss"] == nil || answer["iss"] == .string("https://www.amazon.com"),
            let user = answer["user_id"]?.identifier
        else { throw .invalid }
        // AWS wants the app's id; its client's is as good a name for it.
        let apps = [answer["app_id"]?.identifier, answer["aud"]?.identifier].compactMap { $0 }
        guard !apps.isEmpty else { throw .invalid }
        // The seconds that are left.
        guard let left = answer["exp"]?.number, left > 0 else { throw .expired(at: nil) }
        return AccessTokenHolder(user: user, apps: apps)
    }
}
