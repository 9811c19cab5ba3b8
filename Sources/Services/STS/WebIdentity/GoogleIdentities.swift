package import Kernel
package import OpenIDConnect
package import Wire

/// Google's identity tokens, which AWS knows without their being registered in IAM; trust policies say for which app.
///
/// An account that has registered Google nevertheless is left to that registration.
package struct GoogleIdentities: WebIdentitySource {
    private static let name = "accounts.google.com"
    private static let issuer = TrustedIssuer(
        names: ["https://accounts.google.com", name], keys: .discovery(issuer: "https://accounts.google.com"))

    private let roles: any RoleSource
    private let verifier: TokenVerifier

    package init(roles: any RoleSource, verifier: TokenVerifier) {
        self.roles = roles
        self.verifier = verifier
    }

    package func identity(by token: String, in account: AccountID, at time: Timestamp) async throws -> WebIdentity? {
        guard let token = try? JSONWebToken(token), let claimed = token.claimedIssuer,
            Self.issuer.names.contains(claimed),
            try await roles.provider(issuedBy: Self.name, in: account) == nil
        else { return nil }
        do throws(TokenFault) {
            let verified = try await verifier.verify(token, by: Self.issuer, at: time) { _ in true }
            return RegisteredIdentities.identity(
                of: verified, by: RegisteredProvider(url: Self.name, clientIDs: [], thumbprints: []), named: Self.name)
        } catch {
            throw RegisteredIdentities.refusal(for: error)
        }
    }
}
