import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// App clients: AWS's defaults, what is said comes back, and secrets are known to those alone who may describe them.
struct UserPoolClientTests {
    @Test func aBareClientHasAWSsDefaults() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let made = try await room.run(
            UserPoolsModel.CreateUserPoolClient.self, .init(userPoolId: pool.id.text, clientName: "app"))
        let id = try #require(made.userPoolClient?.clientId)
        #expect(id.wholeMatch(of: /[a-z0-9]{26}/) != nil)
        let now = Timestamp(milliseconds: UserPoolRoom.start)
        let expected = UserPoolClientType(
            userPoolId: pool.id.text, clientName: "app", clientId: id, lastModifiedDate: now, creationDate: now,
            refreshTokenValidity: 30, tokenValidityUnits: TokenValidityUnitsType(),
            allowedOAuthFlowsUserPoolClient: false, enableTokenRevocation: true,
            enablePropagateAdditionalUserContextData: false, authSessionValidity: 3)
        #expect(made.userPoolClient == expected)
        let told = try await room.run(
            UserPoolsModel.DescribeUserPoolClient.self, .init(userPoolId: pool.id.text, clientId: id))
        #expect(told.userPoolClient == expected)
    }

    @Test func everyMemberComesBackAndUpdatingResetsWhatIsLeftOut() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        _ = try await room.run(
            UserPoolsModel.CreateResourceServer.self,
            .init(
                userPoolId: pool.id.text, identifier: "api", name: "api",
                scopes: [ResourceServerScopeType(scopeName: "read", scopeDescription: "reads")]))
        let request = Self.full(pool.id.text)
        let made = try #require(
            try await room.run(UserPoolsModel.CreateUserPoolClient.self, request).userPoolClient)
        #expect(made.accessTokenValidity == 10)
        #expect(made.tokenValidityUnits == request.tokenValidityUnits)
        #expect(made.readAttributes == ["email", "name"])
        #expect(made.writeAttributes == ["email"])
        #expect(made.explicitAuthFlows == [.allowUserSrpAuth])
        #expect(made.callbackURLs == request.callbackURLs)
        #expect(made.logoutURLs == request.logoutURLs)
        #expect(made.defaultRedirectURI == "myapp://in")
        #expect(made.allowedOAuthFlows == [.code])
        #expect(made.allowedOAuthScopes == ["openid", "api/read"])
        #expect(made.preventUserExistenceErrors == .enabled)
        #expect(made.enableTokenRevocation == false)
        #expect(made.enablePropagateAdditionalUserContextData == true)
        #expect(made.authSessionValidity == 15)
        #expect(made.analyticsConfiguration == request.analyticsConfiguration)
        #expect(made.refreshTokenRotation == request.refreshTokenRotation)
        let id = try #require(made.clientId)
        let changed = try await room.run(
            UserPoolsModel.UpdateUserPoolClient.self, .init(userPoolId: pool.id.text, clientId: id))
        var expected = UserPoolClientType(
            userPoolId: pool.id.text, clientName: "app", clientId: id, refreshTokenValidity: 30,
            tokenValidityUnits: TokenValidityUnitsType(), allowedOAuthFlowsUserPoolClient: false,
            enableTokenRevocation: true, enablePropagateAdditionalUserContextData: false, authSessionValidity: 3)
        expected.clientSecret = made.clientSecret
        expected.creationDate = made.creationDate
        expected.lastModifiedDate = made.lastModifiedDate
        #expect(changed.userPoolClient == expected)
    }

    static func full(_ pool: String) -> CreateUserPoolClientRequest {
        CreateUserPoolClientRequest(
            userPoolId: pool, clientName: "app", generateSecret: true, refreshTokenValidity: 90,
            accessTokenValidity: 10,
            idTokenValidity: 20,
            tokenValidityUnits: TokenValidityUnitsType(
                accessToken: .minutes, idToken: .minutes, refreshToken: .minutes),
            readAttributes: ["email", "name"], writeAttributes: ["email"], explicitAuthFlows: [.allowUserSrpAuth],
            supportedIdentityProviders: ["COGNITO"], callbackURLs: ["myapp://in", "http://localhost:3000/in"],
            logoutURLs: ["https://example.com/out"], defaultRedirectURI: "myapp://in", allowedOAuthFlows: [.code],
            allowedOAuthScopes: ["openid", "api/read"], allowedOAuthFlowsUserPoolClient: true,
            analyticsConfiguration: AnalyticsConfigurationType(applicationId: "ab12", userDataShared: false),
            preventUserExistenceErrors: .enabled, enableTokenRevocation: false,
            enablePropagateAdditionalUserContextData: true, authSessionValidity: 15,
            refreshTokenRotation: RefreshTokenRotationType(feature: .enabled, retryGracePeriodSeconds: 10))
    }

    @Test func aSecretIsSealedAndToldToAdministratorsOnly() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let client = try await room.makeClient(of: pool) { $0.generateSecret = true }
        let told = try await room.run(
            UserPoolsModel.DescribeUserPoolClient.self, .init(userPoolId: pool.id.text, clientId: client.id))
        let secret = try #require(told.userPoolClient?.clientSecret)
        #expect(secret.wholeMatch(of: /[a-z0-9]{51,52}/) != nil)
        let proof = ClientProof.of("ada", client.id, secret)
        try ClientSecret.check(proof, name: "ada", client: client, vault: room.vault)
        let raw = try await room.engine.read { transaction in
            try transaction.entries(in: KeyRange(prefix: []), reverse: false, limit: .max).map(\.value)
        }
        #expect(!raw.contains { String(decoding: $0, as: UTF8.self).contains(secret) })
    }

    @Test func aSecondSecretTakesOverFromTheFirst() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let client = try await room.makeClient(of: pool) { $0.generateSecret = true }
        let (id, poolID) = (client.id, pool.id.text)
        room.clock.advance(seconds: 1)
        let added = try await room.run(
            UserPoolsModel.AddUserPoolClientSecret.self, .init(userPoolId: poolID, clientId: id))
        let secret = try #require(added.clientSecretDescriptor?.clientSecretValue)
        let both = try await room.store.directory.client(id, of: pool)
        try ClientSecret.check(ClientProof.of("ada", id, secret), name: "ada", client: both, vault: room.vault)
        #expect(
            await room.refusal(UserPoolsModel.AddUserPoolClientSecret.self, .init(userPoolId: poolID, clientId: id))
                .hasPrefix("LimitExceededException"))
        let listed = try await room.run(
            UserPoolsModel.ListUserPoolClientSecrets.self, .init(userPoolId: poolID, clientId: id))
        let secrets = try #require(listed.clientSecrets)
        #expect(secrets.count == 2)
        #expect(secrets.allSatisfy { $0.clientSecretValue == nil })
        for descriptor in secrets where descriptor.clientSecretId != added.clientSecretDescriptor?.clientSecretId {
            _ = try await room.run(
                UserPoolsModel.DeleteUserPoolClientSecret.self,
                .init(userPoolId: poolID, clientId: id, clientSecretId: try #require(descriptor.clientSecretId)))
        }
        #expect(
            await room.refusal(
                UserPoolsModel.DeleteUserPoolClientSecret.self,
                .init(
                    userPoolId: poolID, clientId: id,
                    clientSecretId: try #require(added.clientSecretDescriptor?.clientSecretId)))
                == "InvalidParameterException: You cannot delete the last remaining secret for an app client.")
        let told = try await room.run(
            UserPoolsModel.DescribeUserPoolClient.self, .init(userPoolId: poolID, clientId: id))
        #expect(told.userPoolClient?.clientSecret == nil)
    }

    @Test func clientsAreListedAndDeleted() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let client = try await room.makeClient(of: pool)
        let other = try await room.makePool("other")
        let listed = try await room.run(UserPoolsModel.ListUserPoolClients.self, .init(userPoolId: pool.id.text))
        #expect(
            listed.userPoolClients == [
                UserPoolClientDescription(clientId: client.id, userPoolId: pool.id.text, clientName: "app")
            ])
        let gone = "ResourceNotFoundException: User pool client \(client.id) does not exist."
        #expect(
            await room.refusal(
                UserPoolsModel.DeleteUserPoolClient.self, .init(userPoolId: other.id.text, clientId: client.id)) == gone
        )
        let delete = DeleteUserPoolClientRequest(userPoolId: pool.id.text, clientId: client.id)
        _ = try await room.run(UserPoolsModel.DeleteUserPoolClient.self, delete)
        #expect(await room.refusal(UserPoolsModel.DeleteUserPoolClient.self, delete) == gone)
    }
}
