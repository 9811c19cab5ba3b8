import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Getting back in: which address, which refusals, and that nobody learns who exists.
@Suite struct ForgotPasswordTests {
    private static let none =
        "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or "
        + "phone_number"

    /// The code replaces the password, confirms the status and lifts the lock.
    @Test func replacesThePassword() async throws {
        let people = try await Newcomers()
        try await people.welcome("ada")
        let user = try await people.user("ada")
        try await people.room.store.write { transaction in
            for _ in 0..<6 { try Lockout.noteFailure(of: user, at: people.room.clock.now().milliseconds, transaction) }
        }
        #expect(try await people.forgot("ada")?.destination == "a***@e***")
        let code = try await people.code()
        let body = try await people.messages().last?.body
        #expect(body == "Your password reset code is \(code)")
        #expect(
            await people.confirmForgot("ada", "wrong")
                == "CodeMismatchException: Invalid verification code provided, please try again.")
        #expect(
            await people.confirmForgot("ada", code, password: "short")
                == "InvalidPasswordException: Password does not conform to policy: Password not long enough")
        #expect(await people.confirmForgot("ada", code) == "no refusal")
        let (stored, isLocked) = try await people.room.store.read { transaction in
            (
                try Passwords.get(user, transaction),
                try Lockout.isLocked(user, at: people.room.clock.now().milliseconds, transaction)
            )
        }
        let passwords = Passwords(vault: people.room.vault, random: people.room.random)
        #expect(try await passwords.verify("N3w-Passw0rd", against: stored))
        #expect(!isLocked)
        #expect(
            await people.confirmForgot("ada", code)
                == "ExpiredCodeException: Invalid code provided, please request a code again.")
    }

    /// A password that the pool remembers is refused, and the code is good for another.
    @Test func remembersPasswords() async throws {
        let people = try await Newcomers().set { $0.passwordPolicy.history = 2 }
        try await people.welcome("ada")
        _ = try await people.forgot("ada")
        let code = try await people.code()
        #expect(
            await people.confirmForgot("ada", code, password: Newcomers.password)
                == "PasswordHistoryPolicyViolationException: Password has previously been used")
        #expect(await people.confirmForgot("ada", code) == "no refusal")
    }

    /// Which address: as the pool says, verified, and not that of the second factor.
    @Test(arguments: [
        ([], false, "phone_number"), (["verified_email", "verified_phone_number"], false, "email"),
        (["verified_phone_number"], false, "phone_number"), ([], true, "email"),
    ])
    func followsTheOrder(options: [String], hasSMSFactor: Bool, attribute: String) async throws {
        let people = try await Newcomers().set { settings in
            settings.mfa.mode = "OPTIONAL"
            settings.recovery =
                options.isEmpty
                ? nil : options.enumerated().map { RecoveryOption(priority: $0.offset + 1, name: $0.element) }
        }
        try await people.room.layUser(
            "ada", in: people.pool,
            attributes: [
                "email": "a@example.com", "email_verified": "true", "phone_number": "+12065551234",
                "phone_number_verified": "true",
            ]
        ) { $0.mfa.isSMSEnabled = hasSMSFactor }
        #expect(try await people.forgot("ada")?.attributeName == attribute)
    }

    /// Who cannot get back in this way.
    @Test func refuses() async throws {
        let people = try await Newcomers()
        let verified = ["email": "a@example.com", "email_verified": "true"]
        try await people.room.layUser("plain", in: people.pool, attributes: ["email": "b@example.com"])
        try await people.room.layUser("new", in: people.pool, attributes: verified, status: .forceChangePassword)
        try await people.room.layUser("off", in: people.pool, attributes: verified) { $0.isEnabled = false }
        #expect(await people.refusalOfForgot("plain") == Self.none)
        #expect(
            await people.refusalOfForgot("new")
                == "NotAuthorizedException: User password cannot be reset in the current state.")
        #expect(await people.refusalOfForgot("off") == "NotAuthorizedException: User is disabled.")
        #expect(
            await people.refusalOfForgot("ghost")
                == "UserNotFoundException: Username/client id combination not found.")
        let closed = try await people.set { $0.recovery = [RecoveryOption(priority: 1, name: "admin_only")] }
        #expect(
            await closed.refusalOfForgot("plain")
                == "NotAuthorizedException: Contact administrator to reset password.")
    }

    /// Nobody, a disabled user and one without a verified address are answered alike: an address that is always the
    /// same for a name, and codes that are always wrong, up to the cap.
    @Test(arguments: ["ghost", "plain", "off"])
    func hidesUsers(name: String) async throws {
        let people = try await Newcomers(hidesUsers: true)
        try await people.room.layUser("plain", in: people.pool, attributes: ["email": "b@example.com"])
        try await people.room.layUser(
            "off", in: people.pool, attributes: ["email": "a@example.com", "email_verified": "true"]
        ) { $0.isEnabled = false }
        let first = try #require(try await people.forgot(name))
        #expect(try await people.forgot(name) == first)
        #expect(first.deliveryMedium == .email && first.destination?.count == 9)
        #expect(try await people.messages().isEmpty)
        for _ in 0..<15 {
            #expect(
                await people.confirmForgot(name, "123456")
                    == "CodeMismatchException: Invalid verification code provided, please try again.")
        }
        #expect(
            await people.confirmForgot(name, "123456")
                == "LimitExceededException: Attempt limit exceeded, please try after some time.")
    }

    /// A decoy's answers follow a user's through the code's whole life.
    @Test func decoysLiveLikeUsers() async throws {
        let people = try await Newcomers(hidesUsers: true)
        try await people.welcome("ada")
        for name in ["ada", "ghost"] {
            #expect(await people.confirmForgot(name, "123456").hasPrefix("CodeMismatchException"))
            _ = try await people.forgot(name)
            people.room.clock.advance(seconds: 3600)
            #expect(await people.confirmForgot(name, "123456").hasPrefix("ExpiredCodeException"))
        }
    }

    /// A name that looks like an address gets a decoy there, masked as its own would be.
    @Test func decoysFollowTheName() async throws {
        let people = try await Newcomers(hidesUsers: true)
        #expect(try await people.forgot("eve@mail.example")?.destination == "e***@m***")
        #expect(
            try await people.forgot("+12065551234")
                == CodeDeliveryDetailsType(
                    destination: "+*******1234", deliveryMedium: .sms, attributeName: "phone_number"))
    }

    /// Somebody from another directory is brought over at the moment they ask.
    @Test func bringsUsersOver() async throws {
        let people = try await Newcomers().set {
            $0.triggers.userMigration = "arn:aws:lambda:eu-central-1:123456789012:function:f"
        }
        people.answer(#"{"userAttributes":{"email":"old@example.com","email_verified":"true"}}"#)
        #expect(try await people.forgot("veteran")?.destination == "o***@e***")
        #expect(try await people.user("veteran").status == .resetRequired)
        #expect(await people.confirmForgot("veteran", try await people.code()) == "no refusal")
        #expect(try await people.user("veteran").status == .confirmed)
        people.answer(#"{"userAttributes":{"custom:nope":"x"}}"#)
        #expect(await people.refusalOfForgot("misfit").hasPrefix("UserNotFoundException: Attributes did not conform"))
    }

    /// That nobody may recover alone is the pool's rule, and must not be said of users alone.
    @Test func refusesAlikeWhereNobodyMay() async throws {
        let people = try await Newcomers(hidesUsers: true).set {
            $0.recovery = [RecoveryOption(priority: 1, name: "admin_only")]
        }
        try await people.room.layUser(
            "ada", in: people.pool, attributes: ["email": "a@example.com", "email_verified": "true"])
        for name in ["ada", "nobody"] {
            #expect(
                await people.refusalOfForgot(name)
                    == "NotAuthorizedException: Contact administrator to reset password.")
        }
    }

    /// One mailbox must not be both factors: where codes by mail are the second that a sign-in asks for, be it by the
    /// user's choice or because the pool requires one, they do not replace the password too.
    @Test(arguments: [
        (UserMFA(), false, true), (UserMFA(isEmailEnabled: true), false, true),
        (UserMFA(isSoftwareTokenEnabled: true, seed: Sealed(bytes: [1])), false, false), (UserMFA(), true, false),
    ])
    func keepsTheFactorsApart(mfa: UserMFA, hasPhone: Bool, isRefused: Bool) async throws {
        let people = try await Newcomers().set { settings in
            settings.mfa = MFASettings(mode: "ON", isSMSEnabled: hasPhone, softwareToken: true, email: .init())
        }
        var attributes = ["email": "a@example.com", "email_verified": "true"]
        if hasPhone { attributes["phone_number"] = "+12065551234" }
        try await people.room.layUser("ada", in: people.pool, attributes: attributes) { $0.mfa = mfa }
        #expect(await people.refusalOfForgot("ada") == (isRefused ? Self.none : "no refusal"))
    }

    /// A new code brings no new guesses, and a restart, which forgets caps in memory, none either.
    @Test(arguments: ["ada", "nobody"]) func codesShareTheirGuesses(name: String) async throws {
        let people = try await Newcomers(hidesUsers: true)
        try await people.welcome("ada")
        var answers: [String] = []
        for _ in 0..<3 {
            people.room.clock.advance(seconds: 1)
            _ = try await people.forgot(name)
            for _ in 0..<10 { answers.append(await people.confirmForgot(name, "wrong")) }
            people.room.store.attempts.reset()
        }
        #expect(answers.count { $0.hasPrefix("CodeMismatch") } == 20)
        #expect(answers.suffix(10).allSatisfy { $0.hasPrefix("LimitExceeded") })
        people.room.clock.advance(seconds: 3600)
        _ = try await people.forgot(name)
        #expect(await people.confirmForgot(name, "wrong").hasPrefix("CodeMismatch"))
    }

    /// Guesses at one unknown name must not be felt at another.
    @Test func decoysAreApart() async throws {
        let people = try await Newcomers(hidesUsers: true)
        let subs = (0..<20_000).map { number in
            Decoys(vault: people.room.vault).user(named: "nobody\(number)", in: people.pool).sub
        }
        #expect(Set(subs).count == 20_000)
    }

    /// What was kept of a code goes once nothing is told of it any more, for users and nobody alike.
    @Test func codesAreSwept() async throws {
        let people = try await Newcomers(hidesUsers: true)
        try await people.welcome("ada")
        for name in ["ada", "nobody"] { _ = try await people.forgot(name) }
        let sweeper = SignInSweeper(
            storage: people.room.engine, clock: people.room.clock, logger: people.room.call().logger)
        func kept() async throws -> Int {
            let account = people.room.account.digits
            return try await people.room.engine.read { try Codes.records.scan(account: account, in: $0).count }
        }
        people.room.clock.advance(seconds: 7000)
        try await sweeper.sweep()
        #expect(try await kept() == 2)
        for name in ["ada", "nobody"] { #expect(await people.confirmForgot(name, "1").hasPrefix("ExpiredCode")) }
        people.room.clock.advance(seconds: 200)
        for name in ["ada", "nobody"] { #expect(await people.confirmForgot(name, "1").hasPrefix("CodeMismatch")) }
        try await sweeper.sweep()
        #expect(try await kept() == 0)
    }
}
