import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// From a sign-up through its code to tokens, without a password typed again; for who signed up, and nobody else.
@Suite struct SignUpSessionTests {
    private static let foreign = "NotAuthorizedException: Invalid session for the user."

    private func people() async throws -> Newcomers {
        try await Newcomers {
            $0.explicitAuthFlows = [.allowUserAuth, .allowRefreshTokenAuth]
        }
    }

    private func confirm(_ name: String, _ session: String?, _ people: Newcomers) async throws -> String? {
        try await people.room.run(
            UserPoolsModel.ConfirmSignUp.self,
            .init(
                clientId: people.client.id, username: name, confirmationCode: try await people.code(),
                session: session)
        ).session
    }

    private func start(_ name: String, _ session: String?, _ people: Newcomers) async throws -> InitiateAuthResponse {
        try await people.room.run(
            UserPoolsModel.InitiateAuth.self,
            .init(
                authFlow: .userAuth, authParameters: ["USERNAME": name], clientId: people.client.id, session: session))
    }

    @Test func leadsToTokensOnce() async throws {
        let people = try await people()
        let begun = try #require(try await people.signUp("ada").session)
        let session = try #require(try await confirm("ada", begun, people))
        #expect(try await start("ada", session, people).authenticationResult?.accessToken != nil)
        let again = await UserPoolRoom.refusal { _ = try await start("ada", session, people) }
        #expect(again == "NotAuthorizedException: Invalid session for the user, session can only be used once.")
        let early = await UserPoolRoom.refusal { _ = try await start("ada", begun, people) }
        #expect(early == Self.foreign)
    }

    /// Who knows the code alone, as everybody does who reads the mailbox, is confirmed and signs in as usual.
    @Test func givesNothingWithoutTheSignUp() async throws {
        let people = try await people()
        try await people.signUp("ada")
        #expect(try await confirm("ada", nil, people) == nil)
        let other = try await Newcomers()
        #expect(try await other.signUp("ada").session == nil)
    }

    /// A session of too long ago does not keep anybody from being confirmed.
    @Test func confirmsLate() async throws {
        let people = try await people()
        let begun = try #require(try await people.signUp("ada").session)
        people.room.clock.advance(seconds: 180)
        #expect(try await confirm("ada", begun, people) == nil)
        #expect(try await people.user("ada").status == .confirmed)
    }

    /// Another's session, another kind's, or none of ours confirms nobody, and the code stays good.
    @Test func refusesOtherSessions() async throws {
        let people = try await people()
        let first = try #require(try await people.signUp("eve", ["email": "eve@example.com"]).session)
        // What is sent next comes later.
        _ = try await people.messages()
        let own = try #require(try await people.signUp("ada").session)
        let choice = try #require(try await start("ada", nil, people).session)
        for session in [first, choice, "nonsense-nonsense-nonsense"] {
            let refused = await UserPoolRoom.refusal { _ = try await confirm("ada", session, people) }
            #expect(refused == Self.foreign)
        }
        #expect(try await people.user("ada").status == .unconfirmed)
        let session = try #require(try await confirm("ada", own, people))
        let stolen = await UserPoolRoom.refusal { _ = try await start("eve", session, people) }
        #expect(stolen == Self.foreign)
    }
}
