import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What a new user, a code and a message come to, and that it is all or nothing.
@Suite struct SignUpTests {
    /// A new user waits for the code that went to the address.
    @Test func sendsACode() async throws {
        let people = try await Newcomers()
        let made = try await people.signUp("ada", ["email": "ada@example.com", "name": "Ada"])
        #expect(!made.userConfirmed && made.userSub.count == 36)
        #expect(
            made.codeDeliveryDetails
                == CodeDeliveryDetailsType(destination: "a***@e***", deliveryMedium: .email, attributeName: "email"))
        let message = try #require(try await people.messages().last)
        #expect(message.recipient == "ada@example.com" && message.purpose == "SignUp")
        #expect(message.subject == "Your verification code")
        let user = try await people.user("ada")
        #expect(user.status == .unconfirmed && user.sub == made.userSub)
        #expect(user.attributes == ["email": "ada@example.com", "email_verified": "false", "name": "Ada"])
        #expect(try await people.room.store.read { try Passwords.get(user, $0) } != nil)
        #expect(try await people.room.store.read { try UserCounts.count(of: people.pool, $0) } == 1)
    }

    /// Where both addresses are verified, the phone gets the code.
    @Test func prefersThePhone() async throws {
        let people = try await Newcomers().set { $0.autoVerifiedAttributes = ["email", "phone_number"] }
        let made = try await people.signUp("ada", ["email": "a@example.com", "phone_number": "+12065551234"])
        #expect(
            made.codeDeliveryDetails
                == CodeDeliveryDetailsType(
                    destination: "+*******1234", deliveryMedium: .sms, attributeName: "phone_number"))
        #expect(try await people.messages().last?.channel == .text)
        // Without a phone, the mail does.
        #expect(try await people.signUp("eve").codeDeliveryDetails?.attributeName == "email")
        // Without either, nothing is sent.
        #expect(try await people.signUp("bob", [:]).codeDeliveryDetails == nil)
    }

    /// Names are taken once, in the form in which the pool compares them; the texts are those that apps match on.
    @Test func refusesTakenNames() async throws {
        let plain = try await Newcomers()
        try await plain.signUp("ada")
        #expect(await plain.refusalOfSignUp("ada") == "UsernameExistsException: User already exists")
        try await plain.signUp("ADA")
        let byMail = try await Newcomers { _ in
        } pool: {
            $0.usernameAttributes = [.email, .phoneNumber]
        }
        try await byMail.signUp("ada@example.com", [:])
        #expect(
            await byMail.refusalOfSignUp("ada@example.com", [:])
                == "UsernameExistsException: An account with the given email already exists.")
        try await byMail.signUp("+12065551234", [:])
        #expect(
            await byMail.refusalOfSignUp("+12065551234", [:])
                == "UsernameExistsException: An account with the given phone_number already exists.")
    }

    /// A refused sign-up leaves nothing behind.
    @Test func refusalsChangeNothing() async throws {
        let people = try await Newcomers()
        #expect(
            await people.refusalOfSignUp("ada", password: "short")
                == "InvalidPasswordException: Password did not conform with policy: Password not long enough")
        #expect(
            await people.refusalOfSignUp("ada", ["email": "ada"])
                == "InvalidParameterException: Invalid email address format.")
        #expect(
            await people.refusalOfSignUp("ada", password: nil) == "InvalidParameterException: Password is required.")
        #expect(try await people.messages().isEmpty)
        #expect(try await people.room.store.user(named: "ada", in: people.pool) == nil)
    }

    /// Pools may leave the making of users to administrators.
    @Test func refusesWhereOnlyAdministratorsMakeUsers() async throws {
        let people = try await Newcomers().set { $0.adminCreateUser.isAdminOnly = true }
        #expect(
            await people.refusalOfSignUp("ada")
                == "NotAuthorizedException: SignUp is not permitted for this user pool")
    }

    /// A client with a secret proves it over the typed name.
    @Test func asksForTheProofOfASecret() async throws {
        let people = try await Newcomers { $0.generateSecret = true }
        let expected = "NotAuthorizedException: Unable to verify secret hash for client \(people.client.id)"
        #expect(await people.refusalOfSignUp("ada") == expected)
        let wrong = await people.room.refusal(
            UserPoolsModel.SignUp.self,
            .init(clientId: people.client.id, secretHash: "bm8=", username: "ada", password: Newcomers.password))
        #expect(wrong == expected)
    }

    /// Sign-in by codes alone needs no password.
    @Test func takesNoPasswordWhereCodesSignIn() async throws {
        let people = try await Newcomers().set { $0.firstFactors = ["PASSWORD", "EMAIL_OTP"] }
        try await people.signUp("ada", password: nil)
        let user = try await people.user("ada")
        #expect(try await people.room.store.read { try Passwords.get(user, $0) } == nil)
    }

    /// A function may confirm the user and vouch for the address, which moves an alias that somebody else had.
    @Test func letsAFunctionConfirm() async throws {
        let people = try await Newcomers { _ in
        } pool: {
            $0.aliasAttributes = [.email]
        }
        let trusting = try await people.set {
            $0.triggers.preSignUp = "arn:aws:lambda:eu-central-1:123456789012:function:f"
        }
        trusting.answer(#"{"autoConfirmUser":true,"autoVerifyEmail":true,"autoVerifyPhone":false}"#)
        let made = try await trusting.signUp("ada")
        #expect(made.userConfirmed && made.codeDeliveryDetails == nil)
        #expect(try await trusting.user("ada@example.com").username == "ada")
        try await trusting.signUp("eve")
        #expect(try await trusting.user("ada@example.com").username == "eve")
        #expect(try await trusting.user("ada").attributes["email_verified"] == "false")
    }

    /// What a function may not say.
    @Test(arguments: [
        (
            #"{"autoVerifyEmail":true}"#, ["email": "a@example.com"],
            "Phone or email cannot be auto verified, when user is not being auto confirmed."
        ),
        (
            #"{"autoConfirmUser":true,"autoVerifyEmail":true}"#, [:],
            "The attribute email is missing and cannot be auto verified."
        ),
    ])
    func refusesWhatAFunctionCannotVouchFor(response: String, attributes: [String: String], text: String) async throws {
        let people = try await Newcomers().set {
            $0.triggers.preSignUp = "arn:aws:lambda:eu-central-1:123456789012:function:f"
        }
        people.answer(response)
        let found = await people.room.refusal(
            UserPoolsModel.SignUp.self,
            .init(
                clientId: people.client.id, username: "ada", password: Newcomers.password,
                userAttributes: attributes.map { AttributeType(name: $0.key, value: $0.value) }))
        #expect(found == "InvalidLambdaResponseException: \(text)")
        #expect(try await people.room.store.user(named: "ada", in: people.pool) == nil)
    }

    /// Links would need a page that this server has not; they are refused, not quietly replaced by codes.
    @Test func refusesLinks() async throws {
        let people = try await Newcomers().set { $0.verificationTemplate.defaultEmailOption = "CONFIRM_WITH_LINK" }
        #expect(await people.refusalOfSignUp("ada").hasPrefix("InvalidParameterException: Verification by link"))
        #expect(try await people.room.store.user(named: "ada", in: people.pool) == nil)
    }

    /// A flood of one client's sign-ups is refused.
    @Test func isHeldToARate() async throws {
        let people = try await Newcomers()
        for _ in 0..<50 { _ = await people.refusalOfSignUp("ada", password: "short") }
        #expect(await people.refusalOfSignUp("ada") == "TooManyRequestsException: Rate exceeded")
        people.room.clock.advance(seconds: 1)
        try await people.signUp("ada")
    }
}
