import Kernel
import Storage
import UserPoolsModel

/// Who brings an access token.
struct TokenHolder: Sendable {
    var pool: StoredPool
    var client: StoredClient
    var user: StoredUser
    var family: String
    var deviceKey: String?
    var scopes: [String]
}

/// Checks the access tokens that users call with: signature, times, pool, revocation, the user's state.
struct AccessTokens: Sendable {
    let store: UserPoolStore

    /// Who holds this token; refuses with AWS's texts (`Invalid Access Token`, `Access Token has expired`,
    /// `Access Token has been revoked`), and those without the scope `aws.cognito.signin.user.admin`.
    func holder(of token: String, in call: Call) async throws -> TokenHolder {
        preconditionFailure("not written yet")
    }
}
