import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Accounts at other providers that sign in as users of the pool.
struct LinkedProviderTests {
    private func room() async throws -> (UserPoolRoom, StoredPool) {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        _ = try await room.run(
            UserPoolsModel.CreateIdentityProvider.self,
            .init(
                userPoolId: pool.id.text, providerName: "Google", providerType: .google,
                providerDetails: ["client_id": "c", "client_secret": "s", "authorize_scopes": "email"]))
        try await room.layUser("ada", in: pool)
        try await room.layUser("bob", in: pool)
        return (room, pool)
    }

    private func link(
        _ account: String, to name: String, _ room: UserPoolRoom, _ pool: StoredPool, provider: String = "Google",
        attribute: String = "Cognito_Subject"
    ) async -> String {
        await room.refusal(
            UserPoolsModel.AdminLinkProviderForUser.self,
            .init(
                userPoolId: pool.id.text,
                destinationUser: .init(providerName: "Cognito", providerAttributeValue: name),
                sourceUser: .init(
                    providerName: provider, providerAttributeName: attribute, providerAttributeValue: account)))
    }

    private func unlink(
        _ account: String, _ room: UserPoolRoom, _ pool: StoredPool, provider: String = "Google"
    ) async -> String {
        await room.refusal(
            UserPoolsModel.AdminDisableProviderForUser.self,
            .init(
                userPoolId: pool.id.text,
                user: .init(
                    providerName: provider, providerAttributeName: "Cognito_Subject",
                    providerAttributeValue: account)))
    }

    private func user(_ name: String, _ room: UserPoolRoom, _ pool: StoredPool) async throws -> StoredUser {
        try await room.store.read { try UserLookup.require(name, in: pool, $0) }
    }

    /// Triggers that link at sign-up run twice, and branch on these texts.
    @Test func linksEachAccountOnce() async throws {
        let (room, pool) = try await room()
        #expect(await link("17", to: "ada", room, pool) == "no refusal")
        #expect(try await user("ada", room, pool).identities.map(\.userID) == ["17"])
        #expect(
            await link("17", to: "ada", room, pool)
                == "InvalidParameterException: SourceUser is already linked to DestinationUser")
        #expect(
            await link("17", to: "bob", room, pool)
                == "InvalidParameterException: Merging is not currently supported, provide a SourceUser that has not "
                + "been signed up in order to link")
        #expect(
            await link("bob", to: "ada", room, pool, provider: "Cognito")
                == "InvalidParameterException: Invalid SourceUser: Cognito users with a username/password may not be "
                + "passed in as a SourceUser, only as a DestinationUser")
        #expect(
            await link("1", to: "ada", room, pool, provider: "Okta")
                == "ResourceNotFoundException: Identity provider Okta does not exist.")
        #expect(await link("18", to: "eve", room, pool) == "UserNotFoundException: User does not exist.")
        #expect(await link("18", to: "ada", room, pool, attribute: "email").contains("Cognito_Subject"))
    }

    /// AWS links no more than five.
    @Test func linksFive() async throws {
        let (room, pool) = try await room()
        for number in 1...5 { #expect(await link("\(number)", to: "ada", room, pool) == "no refusal") }
        #expect(await link("6", to: "ada", room, pool).hasPrefix("LimitExceededException: "))
        #expect(try await user("ada", room, pool).identities.count == 5)
    }

    /// An account that was let go may be linked elsewhere.
    @Test func unlinks() async throws {
        let (room, pool) = try await room()
        _ = await link("17", to: "ada", room, pool)
        #expect(await unlink("17", room, pool) == "no refusal")
        #expect(try await user("ada", room, pool).identities.isEmpty)
        #expect(await unlink("17", room, pool) == "UserNotFoundException: User does not exist.")
        #expect(await link("17", to: "bob", room, pool) == "no refusal")
    }

    /// A user of the pool's own who is disabled so has no password any more, and cannot ask for another.
    @Test func endsPasswords() async throws {
        let (room, pool) = try await room()
        _ = try await room.run(
            UserPoolsModel.AdminSetUserPassword.self,
            .init(userPoolId: pool.id.text, username: "ada", password: "Secret-12345", permanent: true))
        #expect(await unlink("ada", room, pool, provider: "Cognito") == "no refusal")
        let ada = try await user("ada", room, pool)
        #expect(ada.status == .externalProvider)
        #expect(try await room.store.read { try Passwords.get(ada, $0) } == nil)
    }
}
