import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A code confirms the user and the address; an alias belongs to one user at a time.
@Suite struct ConfirmSignUpTests {
    @Test func confirmsUserAndAddress() async throws {
        let people = try await Newcomers()
        try await people.signUp("ada")
        let code = try await people.code()
        #expect(
            await people.confirm("ada", code == "000000" ? "111111" : "000000")
                == "CodeMismatchException: Invalid verification code provided, please try again.")
        #expect(await people.confirm("ada", code) == "no refusal")
        let user = try await people.user("ada")
        #expect(user.status == .confirmed && user.isVerified("email"))
        #expect(
            await people.confirm("ada", code)
                == "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED")
    }

    /// The code of a day ago is none, and a new one takes its place.
    @Test func codesExpireAndAreReplaced() async throws {
        let people = try await Newcomers()
        try await people.signUp("ada")
        let old = try await people.code()
        people.room.clock.advance(seconds: 86_400)
        #expect(
            await people.confirm("ada", old)
                == "ExpiredCodeException: Invalid code provided, please request a code again.")
        let sent = try await people.room.run(
            UserPoolsModel.ResendConfirmationCode.self, .init(clientId: people.client.id, username: "ada"))
        #expect(sent.codeDeliveryDetails?.destination == "a***@e***")
        #expect(try await people.messages().last?.purpose == "ResendCode")
        #expect(await people.confirm("ada", try await people.code()) == "no refusal")
    }

    /// A second user's verified address is refused, and the same code works once it is forced.
    @Test func forceMovesTheAlias() async throws {
        let people = try await Newcomers { _ in
        } pool: { request in
            request.autoVerifiedAttributes = [.email]
            request.aliasAttributes = [.email]
        }
        try await people.welcome("ada")
        try await people.signUp("eve")
        let code = try await people.code()
        #expect(
            await people.confirm("eve", code)
                == "AliasExistsException: An account with the email already exists.")
        #expect(try await people.user("eve").status == .unconfirmed)
        #expect(await people.confirm("eve", code, force: true) == "no refusal")
        #expect(try await people.user("ada@example.com").username == "eve")
        #expect(try await people.user("ada").attributes["email_verified"] == "false")
    }

    /// Guesses are capped by the hour, whether or not the user exists.
    @Test(arguments: [(true, "ada"), (true, nil), (false, "ada")])
    func guessesAreCapped(hidesUsers: Bool, name: String?) async throws {
        let people = try await Newcomers(hidesUsers: hidesUsers)
        try await people.signUp("ada")
        let name = try name ?? people.nobody(isConfirmed: false)
        for _ in 0..<15 {
            #expect(
                await people.confirm(name, "guess")
                    == "CodeMismatchException: Invalid verification code provided, please try again.")
        }
        #expect(
            await people.confirm(name, "guess")
                == "LimitExceededException: Attempt limit exceeded, please try after some time.")
    }

    /// Clients that may know are told that there is no such user.
    @Test func tellsUnknownUsers() async throws {
        let people = try await Newcomers()
        #expect(
            await people.confirm("ghost", "123456")
                == "UserNotFoundException: Username/client id combination not found.")
        #expect(await people.confirm("a", "1").hasPrefix("UserNotFoundException"))
    }

    /// The function hears of the confirmation; its failure is told, but the user stays confirmed, as on AWS.
    @Test func tellsAFunction() async throws {
        let people = try await Newcomers().set {
            $0.triggers.postConfirmation = "arn:aws:lambda:eu-central-1:123456789012:function:f"
        }
        try await people.welcome("ada")
        let event = String(decoding: try #require(people.room.lambda.sent.last).payload, as: UTF8.self)
        #expect(event.contains(#""triggerSource":"PostConfirmation_ConfirmSignUp""#))
        #expect(event.contains(#""cognito:user_status":"CONFIRMED""#))
        #expect(event.contains(#""email_verified":"true""#))
    }

    /// What `ResendConfirmationCode` refuses.
    @Test func resendRefuses() async throws {
        let people = try await Newcomers()
        func resend(_ name: String) async -> String {
            await people.room.refusal(
                UserPoolsModel.ResendConfirmationCode.self, .init(clientId: people.client.id, username: name))
        }
        try await people.welcome("ada")
        #expect(await resend("ada") == "InvalidParameterException: User is already confirmed.")
        #expect(await resend("ghost") == "UserNotFoundException: Username/client id combination not found.")
        try await people.signUp("bob", [:])
        #expect(
            await resend("bob") == "NotAuthorizedException: Cannot resend codes. Auto verification not turned on.")
        try await people.signUp("eve")
        for _ in 0..<5 { #expect(await resend("eve") == "no refusal") }
        #expect(
            await resend("eve") == "LimitExceededException: Attempt limit exceeded, please try after some time.")
    }

    /// A hidden user's resend looks like anybody's, the same each time.
    @Test func resendHidesUsers() async throws {
        let people = try await Newcomers(hidesUsers: true)
        let ghost = try people.nobody(isConfirmed: false)
        let sent = try await (0..<2).asyncMap { _ in
            try await people.room.run(
                UserPoolsModel.ResendConfirmationCode.self,
                .init(clientId: people.client.id, username: ghost)
            ).codeDeliveryDetails
        }
        #expect(sent[0] == sent[1] && sent[0]?.attributeName == "email")
        #expect(try await people.messages().isEmpty)
    }

    /// Where users are hidden, somebody without a code, with a dead one, disabled, or not there is told the same.
    @Test(arguments: ["codeless", "dead", "off", nil]) func hidesWhoHasNoCode(name: String?) async throws {
        let people = try await Newcomers(hidesUsers: true)
        let name = try name ?? people.nobody(isConfirmed: false)
        try await people.room.layUser("codeless", in: people.pool, status: .unconfirmed)
        try await people.room.layUser("off", in: people.pool, status: .unconfirmed) { $0.isEnabled = false }
        try await people.signUp("dead")
        for _ in 0..<15 { _ = await people.confirm("dead", "wrong") }
        people.room.store.attempts.reset()
        #expect(
            await people.confirm(name, "123456")
                == "CodeMismatchException: Invalid verification code provided, please try again.")
    }

    /// That somebody is confirmed is told of some whom nobody knows too, or it would tell who exists.
    @Test func tellsNothingByConfirmed() async throws {
        let people = try await Newcomers(hidesUsers: true)
        try await people.welcome("ada")
        let told = "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED"
        #expect(await people.confirm("ada", "123456") == told)
        #expect(await people.confirm(try people.nobody(isConfirmed: true), "123456") == told)
    }
}

extension Sequence {
    /// The elements made into others, one after the other.
    func asyncMap<Made>(_ make: (Element) async throws -> Made) async throws -> [Made] {
        var made: [Made] = []
        for element in self { made.append(try await make(element)) }
        return made
    }
}
