import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What an app client may not be, each with AWS's answer.
struct UserPoolClientRefusalTests {
    /// A request that is refused.
    struct Refused: Sendable, CustomTestStringConvertible {
        let answer: String
        let change: @Sendable (inout CreateUserPoolClientRequest) -> Void

        init(_ answer: String, _ change: @escaping @Sendable (inout CreateUserPoolClientRequest) -> Void) {
            self.answer = answer
            self.change = change
        }

        var testDescription: String { answer }
    }

    private static func invalid(
        _ message: String, _ change: @escaping @Sendable (inout CreateUserPoolClientRequest) -> Void
    ) -> Refused {
        Refused("InvalidParameterException: \(message)", change)
    }

    static let tokens: [Refused] = [
        invalid("Invalid range for token validity.") { $0.accessTokenValidity = 25 },
        invalid("Invalid range for token validity.") {
            $0.idTokenValidity = 4
            $0.tokenValidityUnits = TokenValidityUnitsType(idToken: .minutes)
        },
        invalid("Invalid range for token validity.") { $0.refreshTokenValidity = 3651 },
        invalid("Invalid range for token validity.") {
            $0.tokenValidityUnits = TokenValidityUnitsType(refreshToken: .minutes)
        },
        invalid(
            "Access and Id Token expiration times must be less than or equal to refresh token expiration times."
        ) {
            $0.accessTokenValidity = 200
            $0.refreshTokenValidity = 90
            $0.tokenValidityUnits = TokenValidityUnitsType(accessToken: .minutes, refreshToken: .minutes)
        },
        invalid(
            "Access and Id Token expiration times must be less than or equal to refresh token expiration times."
        ) {
            $0.idTokenValidity = 2
            $0.refreshTokenValidity = 1
            $0.tokenValidityUnits = TokenValidityUnitsType(refreshToken: .hours)
        },
        invalid("ExplicitAuthFlows cannot hold values with and without the prefix ALLOW_ at the same time.") {
            $0.explicitAuthFlows = [.allowUserSrpAuth, .userPasswordAuth]
        },
        invalid("ALLOW_REFRESH_TOKEN_AUTH cannot be used with refresh token rotation.") {
            $0.explicitAuthFlows = [.allowRefreshTokenAuth]
            $0.refreshTokenRotation = RefreshTokenRotationType(feature: .enabled)
        },
        invalid("Cannot specify both GenerateSecret as true and provide a ClientSecret value.") {
            $0.generateSecret = true
            $0.clientSecret = "abcdefghijklmnopqrstuvwxyz"
        },
        invalid("EnablePropagateAdditionalUserContextData can only be activated for an app client with a secret.") {
            $0.enablePropagateAdditionalUserContextData = true
        },
        invalid("Invalid read attributes specified while creating a client") { $0.readAttributes = ["custom:none"] },
        invalid("Invalid write attributes specified while creating a client") {
            $0.writeAttributes = ["email", "email_verified"]
        },
        invalid("Invalid write attributes specified while creating a client") { $0.writeAttributes = ["name"] },
    ]

    static let oauth: [Refused] = [
        invalid("The provider Google does not exist for User Pool ") { $0.supportedIdentityProviders = ["Google"] },
        invalid(
            "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."
        ) { $0.allowedOAuthFlowsUserPoolClient = true },
        Refused(
            "InvalidOAuthFlowException: CallbackUrls can not be empty when code flow or implicit flow is selected"
        ) {
            $0.allowedOAuthFlowsUserPoolClient = true
            $0.allowedOAuthFlows = [.code]
            $0.allowedOAuthScopes = ["openid"]
        },
        Refused("ScopeDoesNotExistException: Invalid scope requested: Cognito") {
            $0.allowedOAuthScopes = ["Cognito"]
        },
        Refused(
            "InvalidOAuthFlowException: client_credentials flow can not be selected along with code flow or implicit flow."
        ) { $0.allowedOAuthFlows = [.clientCredentials, .code] },
        Refused(
            "InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret."
        ) { $0.allowedOAuthFlows = [.clientCredentials] },
        Refused("InvalidOAuthFlowException: openid is not supported with client_credentials flow") {
            $0.generateSecret = true
            $0.allowedOAuthFlows = [.clientCredentials]
            $0.allowedOAuthScopes = ["openid"]
        },
        invalid("http://localhost.com/ cannot use the HTTP protocol.") { $0.callbackURLs = ["http://localhost.com/"] },
        invalid("https://example.com/#in cannot include a fragment component.") {
            $0.logoutURLs = ["https://example.com/#in"]
        },
        invalid("The default redirect URI myapp://in is not in the callback URIs list.") {
            $0.defaultRedirectURI = "myapp://in"
        },
    ]

    @Test(arguments: tokens + oauth)
    func refuses(_ refused: Refused) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool {
            $0.schema = [SchemaAttributeType(name: "email", attributeDataType: .string, required: true)]
        }
        var request = CreateUserPoolClientRequest(userPoolId: pool.id.text, clientName: "app")
        refused.change(&request)
        let refusal = await room.refusal(UserPoolsModel.CreateUserPoolClient.self, request)
        #expect(refusal.hasPrefix(refused.answer), "\(refusal)")
        let clients = try await room.run(UserPoolsModel.ListUserPoolClients.self, .init(userPoolId: pool.id.text))
        #expect(clients.userPoolClients == [])
    }

    @Test(arguments: ["http://localhost:8080/in", "http://127.0.0.1", "http://[::1]:1/x", "app://in", "https://a.b/c"])
    func takesTheAddressesThatAWSTakes(_ address: String) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let client = try await room.makeClient(of: pool) { $0.callbackURLs = [address] }
        #expect(client.callbackURLs == [address])
    }
}
