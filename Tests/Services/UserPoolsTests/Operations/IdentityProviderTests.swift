import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Identity providers are kept with what AWS adds to them, and their secrets are sealed.
struct IdentityProviderTests {
    static let google = ["client_id": "id", "client_secret": "a-very-secret-text", "authorize_scopes": "email"]

    @Test func aProviderIsMadeChangedListedAndDeleted() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let made = try await room.run(
            UserPoolsModel.CreateIdentityProvider.self,
            .init(
                userPoolId: pool.id.text, providerName: "Google", providerType: .google, providerDetails: Self.google,
                attributeMapping: ["email": "email"], idpIdentifiers: ["example.com"])
        ).identityProvider
        #expect(made.providerDetails?["client_secret"] == "a-very-secret-text")
        #expect(made.providerDetails?["token_url"] == "https://www.googleapis.com/oauth2/v4/token")
        #expect(made.attributeMapping == ["email": "email", "username": "sub"])
        let raw = try await room.engine.read { transaction in
            try transaction.entries(in: KeyRange(prefix: []), reverse: false, limit: .max).map(\.value)
        }
        #expect(!raw.contains { String(decoding: $0, as: UTF8.self).contains("a-very-secret-text") })
        _ = try await room.run(
            UserPoolsModel.UpdateIdentityProvider.self,
            .init(userPoolId: pool.id.text, providerName: "Google", idpIdentifiers: ["example.org"]))
        let found = try await room.run(
            UserPoolsModel.GetIdentityProviderByIdentifier.self,
            .init(userPoolId: pool.id.text, idpIdentifier: "example.org")
        ).identityProvider
        #expect(found.providerDetails == made.providerDetails)
        let listed = try await room.run(
            UserPoolsModel.ListIdentityProviders.self, .init(userPoolId: pool.id.text)
        ).providers
        #expect(listed.map(\.providerName) == ["Google"])
        let client = try await room.makeClient(of: pool) { $0.supportedIdentityProviders = ["COGNITO", "Google"] }
        #expect(client.identityProviders == ["COGNITO", "Google"])
        _ = try await room.run(
            UserPoolsModel.DeleteIdentityProvider.self, .init(userPoolId: pool.id.text, providerName: "Google"))
        #expect(
            await room.refusal(
                UserPoolsModel.DescribeIdentityProvider.self, .init(userPoolId: pool.id.text, providerName: "Google"))
                == "ResourceNotFoundException: Identity provider Google does not exist.")
    }

    @Test(arguments: [
        (
            "Google", IdentityProviderTypeType.google, google, [String](),
            "DuplicateProviderException: A provider with the name Google already exists in this user pool."
        ),
        (
            "other", .google, google, [],
            "InvalidParameterException: Provider other cannot be of type Google."
        ),
        (
            "corp", .saml, [:], [],
            "InvalidParameterException: At least one of the MetadataURL or MetadataFile should be provided."
        ),
        (
            "corp", .oidc, ["client_id": "x"], [],
            "InvalidParameterException: clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required "
                + "idp details."
        ),
        (
            "corp", .saml, ["MetadataFile": "<x/>"], ["example.com"],
            "DuplicateProviderException: An identifier of corp already belongs to another provider in this user pool."
        ),
    ])
    func refuses(
        _ name: String, _ type: IdentityProviderTypeType, _ details: [String: String], _ identifiers: [String],
        _ expected: String
    ) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        _ = try await room.run(
            UserPoolsModel.CreateIdentityProvider.self,
            .init(
                userPoolId: pool.id.text, providerName: "Google", providerType: .google, providerDetails: Self.google,
                idpIdentifiers: ["example.com"]))
        #expect(
            await room.refusal(
                UserPoolsModel.CreateIdentityProvider.self,
                .init(
                    userPoolId: pool.id.text, providerName: name, providerType: type, providerDetails: details,
                    idpIdentifiers: identifiers)) == expected)
    }
}
