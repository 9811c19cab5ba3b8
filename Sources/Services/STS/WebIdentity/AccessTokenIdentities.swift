package import OpenIDConnect
internal import STSModel
package import Wire

/// People whom Facebook's access tokens name; trust policies say for which app.
///
/// Source: "Available keys for AWS web identity federation" in the IAM User Guide.
package struct FacebookIdentities: AccessTokenSource {
    private let tokens: FacebookAccessTokens

    package init(tokens: FacebookAccessTokens) {
        self.tokens = tokens
    }

    package var providerID: String { "graph.facebook.com" }

    package func identity(by token: String, at time: Timestamp) async throws -> WebIdentity {
        do throws(AccessTokenFault) {
            let holder = try await tokens.holder(of: token)
            return AccessTokenRefusal.identity(of: holder, by: providerID, userKey: "id")
        } catch {
            throw AccessTokenRefusal.refusal(for: error)
        }
    }
}

/// People whom Login with Amazon's access tokens name, likewise.
package struct AmazonIdentities: AccessTokenSource {
    private let tokens: AmazonAccessTokens

    package init(tokens: AmazonAccessTokens) {
        self.tokens = tokens
    }

    package var providerID: String { "www.amazon.com" }

    package func identity(by token: String, at time: Timestamp) async throws -> WebIdentity {
        do throws(AccessTokenFault) {
            let holder = try await tokens.holder(of: token)
            return AccessTokenRefusal.identity(of: holder, by: providerID, userKey: "user_id")
        } catch {
            throw AccessTokenRefusal.refusal(for: error)
        }
    }
}

/// What an access token's answer is in STS's terms.
enum AccessTokenRefusal {
    /// The first of the app's ids is the one that AWS knows it by.
    static func identity(of holder: AccessTokenHolder, by provider: String, userKey: String) -> WebIdentity {
        WebIdentity(
            provider: provider, namespace: provider, subject: holder.user, audience: holder.apps[0],
            conditions: ["app_id": [holder.apps[0]], userKey: [holder.user]])
    }

    static func refusal(for fault: AccessTokenFault) -> ServiceError {
        switch fault {
        case .invalid, .wrongApp: STSError.invalidIdentityToken("The provided access token is not valid")
        case .expired: STSError.expiredToken("The provided access token has expired")
        case .silent:
            STSError.idpCommunicationError("The identity provider did not answer as it should")
        }
    }
}
