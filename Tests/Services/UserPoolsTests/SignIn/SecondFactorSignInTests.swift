import Cryptography
import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Second factors at sign-in: codes by text message and mail, authenticator apps, and choosing and getting them.
@Suite struct SecondFactorSignInTests {
    private static let mismatch = "CodeMismatchException: Invalid code or auth state for the user."
    private static let spent =
        "NotAuthorizedException: Invalid session for the user, session can only be used once."
    private static let phone = ["phone_number": "+15550001111"]

    private static func offering(_ mode: String, _ kinds: SecondFactorKind...) -> @Sendable (inout StoredPool) -> Void {
        { pool in
            pool.settings.mfa.mode = mode
            pool.settings.mfa.isSMSEnabled = kinds.contains(.sms)
            pool.settings.mfa.isSoftwareTokenEnabled = kinds.contains(.softwareToken)
            pool.settings.mfa.email = kinds.contains(.email) ? MFASettings.EmailTexts() : nil
        }
    }

    /// A wrong code leaves the session; the right one signs in, proves the number, and works once.
    @Test func signsInByTextMessage() async throws {
        let door = try await FrontDoor(attributes: Self.phone, configure: Self.offering("ON", .sms))
        let asked = try await door.signIn()
        #expect(asked.challenge == "SMS_MFA" && asked.tokens == nil)
        #expect(asked.parameters["CODE_DELIVERY_DELIVERY_MEDIUM"] == "SMS")
        #expect(asked.parameters["CODE_DELIVERY_DESTINATION"] == "+*******1111")
        let code = try await door.lastCode()
        let wrong = code == "000000" ? "000001" : "000000"
        let session = asked.session
        func answer(_ code: String) async throws -> FrontDoor.Answer {
            try await door.answer("SMS_MFA", ["USERNAME": "ada", "SMS_MFA_CODE": code], session: session)
        }
        #expect(await door.refusal { try await answer(wrong) } == Self.mismatch)
        #expect(try await answer(code).tokens != nil)
        #expect(try await door.userNow().isVerified("phone_number"))
        #expect(await door.refusal { try await answer(code) } == Self.spent)
    }

    /// A code by mail, and the member that brings it.
    @Test func signsInByMail() async throws {
        let mail = ["email": "ada@example.com", "email_verified": "true"]
        let door = try await FrontDoor(
            attributes: mail, user: { $0.mfa.isEmailEnabled = true }, configure: Self.offering("OPTIONAL", .email))
        let asked = try await door.sendPassword()
        #expect(asked.challenge == "EMAIL_OTP")
        #expect(asked.parameters["CODE_DELIVERY_DESTINATION"] == "a***@e***")
        let code = try await door.lastCode()
        let missing = await door.refusal {
            try await door.answer("EMAIL_OTP", ["USERNAME": "ada"], session: asked.session)
        }
        #expect(missing == "InvalidParameterException: Missing required parameter EMAIL_OTP_CODE")
        let last = try await door.answer(
            "EMAIL_OTP", ["USERNAME": "ada", "EMAIL_OTP_CODE": code], session: asked.session)
        #expect(last.tokens != nil)
    }

    /// Sessions belong to a user, a client, a challenge and a time.
    @Test func refusesOtherSessions() async throws {
        let door = try await FrontDoor(attributes: Self.phone, configure: Self.offering("ON", .sms))
        try await door.room.layUser("bob", in: door.pool)
        let asked = try await door.signIn()
        let code = try await door.lastCode()
        let foreign = "NotAuthorizedException: Invalid session for the user."
        func answer(
            _ challenge: String = "SMS_MFA", name: String = "ada", client: StoredClient? = nil
        ) async -> String {
            await door.refusal {
                try await door.answer(
                    challenge, ["USERNAME": name, "\(challenge)_CODE": code, "ANSWER": "x"], session: asked.session,
                    client: client)
            }
        }
        let other = try await door.room.makeClient(of: door.pool)
        #expect(await answer(name: "bob") == foreign)
        #expect(await answer(client: other) == foreign)
        #expect(await answer("SOFTWARE_TOKEN_MFA") == Self.mismatch)
        #expect(await answer("CUSTOM_CHALLENGE") == Self.mismatch)
        let none = await door.refusal { try await door.answer("SMS_MFA", ["USERNAME": "ada", "SMS_MFA_CODE": code]) }
        #expect(none == "InvalidParameterException: Missing required parameter Session")
        door.room.clock.advance(seconds: 180)
        #expect(
            await answer() == "NotAuthorizedException: Invalid session for the user, session is expired.")
    }

    /// One session, two answers at once: tokens once.
    @Test func givesTokensOnce() async throws {
        let door = try await FrontDoor(attributes: Self.phone, configure: Self.offering("ON", .sms))
        let asked = try await door.signIn()
        let code = try await door.lastCode()
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await door.refusal {
                        try await door.answer(
                            "SMS_MFA", ["USERNAME": "ada", "SMS_MFA_CODE": code], session: asked.session)
                    }
                }
            }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == ["no refusal": 1, Self.spent: 3])
    }

    /// Guesses at codes count with those at passwords, over all sessions; passing the password forgives nothing.
    @Test func countsOverAllFactors() async throws {
        let door = try await FrontDoor(attributes: Self.phone, configure: Self.offering("ON", .sms))
        _ = await door.refusal { try await door.sendPassword("wrong") }
        for _ in 0..<4 {
            let asked = try await door.signIn()
            let code = try await door.lastCode()
            let answer = await door.refusal {
                try await door.answer(
                    "SMS_MFA", ["USERNAME": "ada", "SMS_MFA_CODE": "x\(code)"], session: asked.session)
            }
            #expect(answer == Self.mismatch)
        }
        let locked = await door.refusal { try await door.signIn() }
        #expect(locked == "NotAuthorizedException: Password attempts exceeded")
    }

    /// Several factors: a choice, which only takes what was offered.
    @Test func letsUsersChoose() async throws {
        let door = try await FrontDoor(
            attributes: Self.phone, user: { $0.mfa.isSMSEnabled = true },
            configure: Self.offering("OPTIONAL", .sms, .softwareToken))
        let seed = try await giveApp(to: door)
        let asked = try await door.signIn()
        #expect(asked.challenge == "SELECT_MFA_TYPE")
        #expect(asked.parameters["MFAS_CAN_CHOOSE"] == #"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#)
        let other = await door.refusal {
            try await door.answer(
                "SELECT_MFA_TYPE", ["USERNAME": "ada", "ANSWER": "EMAIL_OTP"], session: asked.session)
        }
        #expect(other.hasPrefix("InvalidParameterException"))
        let chosen = try await door.answer(
            "SELECT_MFA_TYPE", ["USERNAME": "ada", "ANSWER": "SOFTWARE_TOKEN_MFA"], session: asked.session)
        #expect(chosen.challenge == "SOFTWARE_TOKEN_MFA")
        #expect(try await answer(chosen, code(of: seed, at: door), at: door).tokens != nil)
    }

    /// An app's code is good once, and a wrong one is told apart from a used one.
    @Test func takesAppCodesOnce() async throws {
        let door = try await FrontDoor(configure: Self.offering("OPTIONAL", .softwareToken))
        let seed = try await giveApp(to: door)
        let used = code(of: seed, at: door)
        let asked = try await door.signIn()
        #expect(try await answer(asked, used, at: door).tokens != nil)
        let again = try await door.signIn()
        let refused = await door.refusal { try await answer(again, used, at: door) }
        #expect(refused == "ExpiredCodeException: Your software token has already been used once.")
        let wrong = await door.refusal { try await answer(again, "12345x", at: door) }
        #expect(wrong == "CodeMismatchException: Invalid code received for user")
        door.room.clock.advance(seconds: 30)
        #expect(try await answer(again, code(of: seed, at: door), at: door).tokens != nil)
    }

    /// A pool that requires a factor lets users set one up between password and tokens.
    @Test func setsUpAnAppAtSignIn() async throws {
        let door = try await FrontDoor(configure: Self.offering("ON", .softwareToken))
        let asked = try await door.signIn()
        #expect(asked.challenge == "MFA_SETUP")
        #expect(asked.parameters["MFAS_CAN_SETUP"] == #"["SOFTWARE_TOKEN_MFA"]"#)
        let early = await door.refusal {
            try await door.answer("MFA_SETUP", ["USERNAME": "ada"], session: asked.session)
        }
        #expect(early == "NotAuthorizedException: Invalid session for the user.")
        let begun = try await door.room.run(
            UserPoolsModel.AssociateSoftwareToken.self, .init(session: asked.session))
        let secret = try #require(begun.secretCode)
        #expect(secret.count == 32)
        let seed = try Base32Reader.bytes(secret)
        let wrong = await door.room.refusal(
            UserPoolsModel.VerifySoftwareToken.self, .init(session: begun.session, userCode: "000000"))
        #expect(wrong == "EnableSoftwareTokenMFAException: Code mismatch")
        let verified = try await door.room.run(
            UserPoolsModel.VerifySoftwareToken.self,
            .init(session: begun.session, userCode: code(of: seed, at: door), friendlyDeviceName: "watch"))
        #expect(verified.status == .success)
        let last = try await door.answer("MFA_SETUP", ["USERNAME": "ada"], session: verified.session)
        #expect(last.tokens != nil)
        door.room.clock.advance(seconds: 60)
        let next = try await door.signIn()
        #expect(next.challenge == "SOFTWARE_TOKEN_MFA" && next.parameters["FRIENDLY_DEVICE_NAME"] == "watch")
    }

    /// By access token: the old app stays until the new one has shown a code, and the seed is never stored in clear.
    @Test func replacesAnApp() async throws {
        let door = try await FrontDoor(configure: Self.offering("OPTIONAL", .softwareToken))
        let old = try await giveApp(to: door)
        let asked = try await door.signIn()
        let token = try await answer(asked, code(of: old, at: door), at: door).tokens?.accessToken
        let begun = try await door.room.run(
            UserPoolsModel.AssociateSoftwareToken.self, .init(accessToken: token))
        let seed = try Base32Reader.bytes(try #require(begun.secretCode))
        let unverified = await door.room.refusal(
            UserPoolsModel.VerifySoftwareToken.self, .init(accessToken: token, userCode: "000000"))
        #expect(unverified == "EnableSoftwareTokenMFAException: Code mismatch")
        let verified = try await door.room.run(
            UserPoolsModel.VerifySoftwareToken.self, .init(accessToken: token, userCode: code(of: seed, at: door)))
        #expect(verified.status == .success)
        door.room.clock.advance(seconds: 60)
        let later = try await door.signIn()
        let refused = await door.refusal { try await answer(later, code(of: old, at: door), at: door) }
        #expect(refused == "CodeMismatchException: Invalid code received for user")
        #expect(try await answer(later, code(of: seed, at: door), at: door).tokens != nil)
    }

    /// Seals an app's seed into the user, as if it had been verified and turned on.
    private func giveApp(to door: FrontDoor) async throws -> [UInt8] {
        let seed = door.room.random.bytes(SoftwareTokens.seedLength)
        let sealed = try SoftwareTokens(vault: door.room.vault).seal(seed, for: door.user)
        let key = Users.key(door.pool.id, door.user.key)
        _ = try await door.room.store.write { transaction in
            try Users.records.update(key, account: UserPoolRoom.digits, in: transaction) { user in
                user.mfa.takeSoftwareToken(sealed, name: nil, step: 0, isEnabled: true)
            }
        }
        return seed
    }

    private func code(of seed: [UInt8], at door: FrontDoor) -> String {
        TimedCode.code(seed: seed, step: door.room.clock.now().seconds / TimedCode.step)
    }

    private func answer(_ asked: FrontDoor.Answer, _ code: String, at door: FrontDoor) async throws -> FrontDoor.Answer
    {
        try await door.answer(
            "SOFTWARE_TOKEN_MFA", ["USERNAME": "ada", "SOFTWARE_TOKEN_MFA_CODE": code], session: asked.session)
    }
}

/// Base 32 as authenticator apps read it.
enum Base32Reader {
    static func bytes(_ text: String) throws -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits: UInt64 = 0
        var count = 0
        var bytes: [UInt8] = []
        for character in text {
            bits = bits << 5 | UInt64(try #require(alphabet.firstIndex(of: character)))
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
            }
        }
        return bytes
    }
}
