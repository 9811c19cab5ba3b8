import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Signing out must reach every token it should, and no other.
struct TokenOperationsTests {
    private static let revoked = "NotAuthorizedException: Access Token has been revoked"

    @Test func getUserTellsTheUser() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let key = Users.key(signed.pool.id, signed.user.key)
        try await room.store.write { transaction in
            _ = try Users.records.update(key, account: signed.pool.account.digits, in: transaction) { user in
                user.mfa.isSMSEnabled = true
                user.mfa.isSoftwareTokenEnabled = true
                user.mfa.preferred = "SOFTWARE_TOKEN_MFA"
                user.mfa.legacyDelivery = ["phone_number"]
                user.identities = [
                    LinkedIdentity(
                        providerName: "Google", providerType: "Google", userID: "42", isPrimary: true, createdAt: 7)
                ]
            }
        }
        let user = try await room.run(UserPoolsModel.GetUser.self, .init(accessToken: signed.access))
        #expect(user.username == "ada")
        #expect(
            Set(user.userAttributes) == [
                AttributeType(name: "sub", value: signed.user.sub),
                AttributeType(name: "email_verified", value: "true"),
                AttributeType(name: "email", value: "ada@example.com"),
                AttributeType(
                    name: "identities",
                    value: #"[{"userId":"42","providerName":"Google","providerType":"Google","#
                        + #""issuer":null,"primary":true,"dateCreated":7}]"#),
            ])
        #expect(user.userMFASettingList == ["SMS_MFA", "SOFTWARE_TOKEN_MFA"])
        #expect(user.preferredMfaSetting == "SOFTWARE_TOKEN_MFA")
        #expect(user.mfaOptions == [MFAOptionType(deliveryMedium: .sms, attributeName: "phone_number")])
    }

    @Test func globalSignOutEndsEverySession() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let other = try await SignedIn.issue(to: signed.user, signed.pool, signed.client, room)
        let friend = try await room.layUser("bob", in: signed.pool)
        let friends = try await SignedIn.issue(to: friend, signed.pool, signed.client, room)
        _ = try await room.run(UserPoolsModel.GlobalSignOut.self, .init(accessToken: signed.access))
        #expect(await signed.answer() == Self.revoked)
        #expect(await signed.answer(to: other.accessToken) == Self.revoked)
        #expect(await signed.refusalOfRefresh() == "NotAuthorizedException: Refresh Token has been revoked")
        #expect(await signed.answer(to: friends.accessToken) == "bob")
        #expect(
            await room.refusal(UserPoolsModel.GlobalSignOut.self, .init(accessToken: signed.access)) == Self.revoked)
    }

    @Test func administratorsSignOut() async throws {
        let allowed =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cognito-idp:AdminUserGlobalSignOut","Resource":"*"}]}"#
        let room = try UserPoolRoom(grants: ["warden": allowed])
        let signed = try await SignedIn(to: room)
        let input = AdminUserGlobalSignOutRequest(userPoolId: signed.pool.id.text, username: "ada")
        let model = UserPoolsModel.AdminUserGlobalSignOut.self
        #expect(await room.refusal(model, input, as: room.user("nobody")).hasPrefix("AccessDenied"))
        #expect(await signed.answer() == "ada")
        #expect(await room.refusal(model, input, as: room.user("warden")) == "no refusal")
        #expect(await signed.answer() == Self.revoked)
        #expect(
            await room.refusal(model, .init(userPoolId: signed.pool.id.text, username: "eve"))
                == "UserNotFoundException: User does not exist.")
    }

    @Test func revocationEndsOneSession() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let other = try await SignedIn.issue(to: signed.user, signed.pool, signed.client, room)
        let input = RevokeTokenRequest(token: signed.refresh, clientId: signed.client.id)
        #expect(await room.refusal(UserPoolsModel.RevokeToken.self, input) == "no refusal")
        #expect(await signed.answer() == Self.revoked)
        #expect(await signed.refusalOfRefresh() == "NotAuthorizedException: Refresh Token has been revoked")
        #expect(await signed.answer(to: other.accessToken) == "ada")
        #expect(await room.refusal(UserPoolsModel.RevokeToken.self, input) == "no refusal")
    }

    @Test func onlyOnesOwnRefreshTokensAreRevoked() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let other = try await room.makeClient(of: signed.pool)
        let still = try await room.makeClient(of: signed.pool) { $0.enableTokenRevocation = false }
        func refusal(_ token: String, _ client: StoredClient) async -> String {
            let text = await room.refusal(
                UserPoolsModel.RevokeToken.self, .init(token: token, clientId: client.id))
            return String(text.prefix { $0 != ":" })
        }
        #expect(await refusal(signed.access, signed.client) == "UnsupportedTokenTypeException")
        #expect(await refusal("nonsense", signed.client) == "InvalidParameterException")
        #expect(await refusal(signed.refresh, other) == "UnauthorizedException")
        #expect(await refusal(signed.refresh, still) == "UnsupportedOperationException")
        #expect(await signed.answer() == "ada")
    }

    /// Clients with a secret must bring it, as it is.
    @Test func secretsAreAskedFor() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room, client: { $0.generateSecret = true })
        let sealed = try #require(signed.client.secrets.first).value
        let secret = try room.vault.openText(sealed, for: StoredClient.secretContext(signed.client.id))
        func refusal(_ secret: String?) async -> String {
            await room.refusal(
                UserPoolsModel.GetTokensFromRefreshToken.self,
                .init(refreshToken: signed.refresh, clientId: signed.client.id, clientSecret: secret))
        }
        #expect(await refusal(nil).hasPrefix("NotAuthorizedException: Client"))
        #expect(await refusal(secret + "x").hasPrefix("NotAuthorizedException: Unable to verify"))
        #expect(await refusal(secret) == "no refusal")
        let open = try await SignedIn(to: room)
        #expect(
            await room.refusal(
                UserPoolsModel.RevokeToken.self,
                .init(token: open.refresh, clientId: open.client.id, clientSecret: String(repeating: "any", count: 9)))
                == "NotAuthorizedException: Client \(open.client.id) is not configured for secret but secret was received"
        )
    }
}
