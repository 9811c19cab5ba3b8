import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// `USER_AUTH`: choosing what to sign in with.
@Suite struct ChoiceSignInTests {
    private static let mail = ["email": "ada@example.com", "email_verified": "true"]
    private static let everything: @Sendable (inout StoredPool) -> Void = { pool in
        pool.settings.firstFactors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP"]
    }

    /// Without a preference, or with one that the user does not have, AWS offers a choice.
    @Test(arguments: [nil, "SMS_OTP", "WEB_AUTHN"]) func offersAChoice(preferred: String?) async throws {
        let door = try await FrontDoor(attributes: Self.mail, configure: Self.everything)
        var parameters = ["USERNAME": "ada"]
        parameters["PREFERRED_CHALLENGE"] = preferred
        let first = try await door.start("USER_AUTH", parameters)
        #expect(first.challenge == "SELECT_CHALLENGE")
        #expect(first.available == ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"])
    }

    /// A code by mail in place of a password: eight digits, as AWS's has.
    @Test func signsInByMail() async throws {
        let door = try await FrontDoor(attributes: Self.mail, configure: Self.everything)
        let first = try await door.start("USER_AUTH", ["USERNAME": "ada", "PREFERRED_CHALLENGE": "EMAIL_OTP"])
        #expect(first.challenge == "EMAIL_OTP")
        #expect(first.parameters["CODE_DELIVERY_DESTINATION"] == "a***@e***")
        let code = try await door.lastCode()
        #expect(code.count == 8)
        let last = try await door.answer(
            "EMAIL_OTP", ["USERNAME": "ada", "EMAIL_OTP_CODE": code], session: first.session)
        #expect(last.tokens != nil)
    }

    /// A password that comes with the preference, and one that comes later.
    @Test func signsInByPassword() async throws {
        let door = try await FrontDoor(configure: Self.everything)
        let password = FrontDoor.password
        let start = ["USERNAME": "ada", "PREFERRED_CHALLENGE": "PASSWORD"]
        #expect(try await door.start("USER_AUTH", start.merging(["PASSWORD": password]) { $1 }).tokens != nil)
        let asked = try await door.start("USER_AUTH", start)
        #expect(asked.challenge == "PASSWORD")
        func answer(_ password: String) async throws -> FrontDoor.Answer {
            try await door.answer("PASSWORD", ["USERNAME": "ada", "PASSWORD": password], session: asked.session)
        }
        let wrong = await door.refusal { try await answer("wrong") }
        #expect(wrong == "NotAuthorizedException: Incorrect username or password.")
        #expect(try await answer(password).tokens != nil)
        let again = await door.refusal { try await answer(password) }
        #expect(again == "NotAuthorizedException: Invalid session for the user, session can only be used once.")
    }

    /// SRP, chosen: the choice brings `SRP_A`.
    @Test func signsInBySRP() async throws {
        let door = try await FrontDoor(configure: Self.everything)
        let choice = try await door.start("USER_AUTH", ["USERNAME": "ada"])
        let app = SRPApp(door.room.random)
        let bare = await door.refusal {
            try await door.answer(
                "SELECT_CHALLENGE", ["USERNAME": "ada", "ANSWER": "PASSWORD_SRP"], session: choice.session)
        }
        #expect(bare == "InvalidParameterException: Missing required parameter SRP_A")
        let asked = try await door.answer(
            "SELECT_CHALLENGE", ["USERNAME": "ada", "ANSWER": "PASSWORD_SRP", "SRP_A": app.value],
            session: choice.session)
        #expect(asked.challenge == "PASSWORD_VERIFIER")
        let proof = try app.proof(
            asked.parameters, pool: door.pool.id.srpName, user: "ada", password: FrontDoor.password,
            at: door.room.clock.now())
        #expect(try await door.answer("PASSWORD_VERIFIER", proof, session: asked.session).tokens != nil)
    }

    /// What was not offered cannot be chosen.
    @Test func refusesOtherChoices() async throws {
        let door = try await FrontDoor(configure: Self.everything)
        let choice = try await door.start("USER_AUTH", ["USERNAME": "ada"])
        let answer = await door.refusal {
            try await door.answer(
                "SELECT_CHALLENGE", ["USERNAME": "ada", "ANSWER": "EMAIL_OTP"], session: choice.session)
        }
        #expect(answer == "InvalidParameterException: Selected challenge is not available.")
    }

    /// An unknown user gets a challenge like anybody's; every code is wrong, and nothing is sent.
    @Test func pretendsToStrangers() async throws {
        let door = try await FrontDoor(hidesUsers: true, configure: Self.everything)
        // Not every name is offered codes by mail.
        let names = (0..<64).map { "b\($0)@example.org" }
        let name = try #require(
            names.first { name in
                let stranger = Stranger(name: name, in: door.pool, vault: door.room.vault)
                return SignInRules.firstFactors(of: stranger, named: name, in: door.pool).contains("EMAIL_OTP")
            })
        let first = try await door.start("USER_AUTH", ["USERNAME": name, "PREFERRED_CHALLENGE": "EMAIL_OTP"])
        #expect(first.challenge == "EMAIL_OTP")
        #expect(first.parameters["CODE_DELIVERY_DESTINATION"] == "b***@e***")
        #expect(try await door.room.outbox.messages(of: door.room.account, limit: 9).records.isEmpty)
        let answer = await door.refusal {
            try await door.answer(
                "EMAIL_OTP", ["USERNAME": name, "EMAIL_OTP_CODE": "00000000"], session: first.session)
        }
        #expect(answer == "CodeMismatchException: Invalid code or auth state for the user.")
    }

    /// The session of a confirmed sign-up stands for a first factor, once.
    @Test func resumesAfterSignUp() async throws {
        let door = try await FrontDoor(password: nil, configure: Self.everything)
        let session = try SignInSeal(vault: door.room.vault).confirmedSignUp(
            of: door.user, client: door.client, in: door.pool, random: door.room.random,
            at: door.room.clock.now().milliseconds)
        func start() async throws -> FrontDoor.Answer {
            try await door.start("USER_AUTH", ["USERNAME": "ada"], session: session.text)
        }
        #expect(try await start().tokens != nil)
        let again = await door.refusal { try await start() }
        #expect(again == "NotAuthorizedException: Invalid session for the user, session can only be used once.")
    }
}
