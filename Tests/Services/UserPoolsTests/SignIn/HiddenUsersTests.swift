import Foundation
import Kernel
import LambdaModel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What a hostile caller could learn of who exists, of clients that hide it.
@Suite struct HiddenUsersTests {
    private static let wrong = "NotAuthorizedException: Incorrect username or password."
    private static let arn = "arn:aws:lambda:eu-central-1:123456789012:function:auth"
    private static let mail = ["email": "ada@example.com", "email_verified": "true"]
    private static let choices: @Sendable (inout StoredPool) -> Void = {
        $0.settings.firstFactors = ["PASSWORD", "EMAIL_OTP"]
    }

    /// An old password that must be reset is told to those who know it alone.
    @Test func tellsResetsToTheRightOnes() async throws {
        let door = try await FrontDoor(hidesUsers: true, status: .resetRequired)
        #expect(await door.refusal { try await door.sendPassword("wrong") } == Self.wrong)
        #expect(await door.refusal { try await door.signIn("wrong") } == Self.wrong)
        #expect(try await door.attempts() == 2)
        let told = "PasswordResetRequiredException: Password reset required for the user"
        #expect(await door.refusal { try await door.sendPassword() } == told)
        #expect(await door.refusal { try await door.signIn() } == told)
    }

    /// A disabled user is met as nobody in flows that ask for more than a password, and gets no tokens there.
    @Test func meetsDisabledUsersAsNobody() async throws {
        let door = try await FrontDoor(
            hidesUsers: true, attributes: Self.mail, user: { $0.isEnabled = false }, configure: Self.choices)
        for name in ["ada", "nobody"] {
            let first = try await door.start("USER_AUTH", ["USERNAME": name])
            #expect(first.challenge == "SELECT_CHALLENGE" && first.parameters == ["USERNAME": name])
            let password = await door.refusal {
                try await door.answer(
                    "SELECT_CHALLENGE",
                    ["USERNAME": name, "ANSWER": "PASSWORD", "PASSWORD": FrontDoor.password], session: first.session)
            }
            #expect(password == Self.wrong)
        }
        #expect(try await door.room.outbox.messages(of: door.room.account, limit: 9).records.isEmpty)
    }

    /// Somebody who has nothing to sign in with would be told by an empty list.
    @Test func offersEverybodySomething() async throws {
        let door = try await FrontDoor(
            hidesUsers: true, password: nil, configure: { $0.settings.firstFactors = ["EMAIL_OTP"] })
        for name in ["ada", "nobody", "a@example.com"] {
            #expect(try await door.start("USER_AUTH", ["USERNAME": name]).available == ["EMAIL_OTP"])
        }
    }

    /// Lists differ between users, so they differ between names that nobody has; and are always the same for one.
    @Test func offersAreAlwaysTheSame() async throws {
        let pool = try SamplePool.make(
            settings: PoolSettings(firstFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP"]))
        let vault = Vault.ephemeral()
        func offers(_ pool: StoredPool) -> [[String]] {
            (0..<200).map { number in
                let name = "name\(number)"
                return SignInRules.firstFactors(of: Stranger(name: name, in: pool, vault: vault), named: name, in: pool)
            }
        }
        #expect(Set(offers(pool)).count == 4)
        #expect(offers(pool) == offers(pool))
        var required = pool
        required.settings.mfa.mode = "ON"
        #expect(Set(offers(required)) == [["PASSWORD_SRP", "PASSWORD"]])
    }

    /// What is sealed must not tell by its length whom it is about, nor how long an address is.
    @Test func sealsAreOfOneLength() async throws {
        let door = try await FrontDoor(hidesUsers: true, attributes: Self.mail, configure: Self.choices)
        let app = SRPApp(door.room.random)
        var lengths: [String: Set<Int>] = [:]
        for name in ["ada", "bob", "eve", "kim", "lea"] {
            let srp = try await door.start("USER_SRP_AUTH", ["USERNAME": name, "SRP_A": app.value])
            // The server's number may begin with zeros, which are not written.
            if srp.parameters["SRP_B"]?.count == 768 {
                lengths["block", default: []].insert(srp.parameters["SECRET_BLOCK"]?.count ?? 0)
            }
            let code = try await door.start(
                "USER_AUTH", ["USERNAME": name, "PREFERRED_CHALLENGE": "EMAIL_OTP"])
            lengths[code.challenge ?? "", default: []].insert(code.session?.count ?? 0)
        }
        #expect(lengths["block"]?.count == 1)
        #expect(lengths["EMAIL_OTP"]?.count == 1)
    }

    /// A pool that ignores case must not answer with the spelling that is stored.
    @Test func tellsNoSpelling() async throws {
        let door = try await FrontDoor(
            name: "Ada", hidesUsers: true, hasSecret: true,
            pool: { $0.usernameConfiguration = .init(caseSensitive: false) })
        let app = SRPApp(door.room.random)
        for name in ["ADA", "BOB"] {
            let hash = try door.secretHash(name)
            let first = try await door.start(
                "USER_SRP_AUTH", ["USERNAME": name, "SRP_A": app.value, "SECRET_HASH": hash])
            #expect(first.parameters["USERNAME"] == name.lowercased())
            #expect(first.parameters["USER_ID_FOR_SRP"] == name.lowercased())
        }
        let told = try door.secretHash("ada")
        let last = try await door.signIn(name: "ada", with: ["SECRET_HASH": told])
        let refresh = try #require(last.tokens?.refreshToken)
        let again = try await door.start("REFRESH_TOKEN_AUTH", ["REFRESH_TOKEN": refresh, "SECRET_HASH": told])
        #expect(again.tokens?.accessToken != nil)
    }

    /// Functions ask disabled users as they ask nobody, and unconfirmed ones as anybody: what keeps those out is told
    /// once the functions are content.
    @Test(arguments: [
        (StoredUser.Status.confirmed, false, "1", wrong),
        (.unconfirmed, true, "0", "UserNotConfirmedException: User is not confirmed."),
        (.confirmed, true, "0", "no refusal"),
    ])
    func functionsAskFirst(status: StoredUser.Status, isEnabled: Bool, unknown: String, answer: String) async throws {
        let door = try await FrontDoor(
            hidesUsers: true, status: status, user: { $0.isEnabled = isEnabled },
            configure: { pool in
                pool.settings.triggers.defineAuthChallenge = Self.arn
                pool.settings.triggers.createAuthChallenge = Self.arn
                pool.settings.triggers.verifyAuthChallengeResponse = Self.arn
            })
        door.room.lambda.script(Self.riddle)
        let first = try await door.start("CUSTOM_AUTH", ["USERNAME": "ada"])
        #expect(first.challenge == "CUSTOM_CHALLENGE" && first.parameters["unknown"] == unknown)
        let refused = await door.refusal {
            try await door.answer("CUSTOM_CHALLENGE", ["USERNAME": "ada", "ANSWER": "4"], session: first.session)
        }
        #expect(refused == answer)
    }

    /// One riddle, whose every answer is right.
    private static let riddle: ScriptedLambda.Script = { _, payload in
        var event = try #require(try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any])
        let request = try #require(event["request"] as? [String: Any])
        let isAnswered = (request["session"] as? [Any])?.isEmpty == false
        switch event["triggerSource"] as? String {
        case "DefineAuthChallenge_Authentication":
            event["response"] = isAnswered ? ["issueTokens": true] : ["challengeName": "CUSTOM_CHALLENGE"]
        case "CreateAuthChallenge_Authentication":
            let parameters = ["unknown": "\(request["userNotFound"] ?? "")"]
            event["response"] = [
                "publicChallengeParameters": parameters, "privateChallengeParameters": ["answer": "4"],
            ]
        default: event["response"] = ["answerCorrect": true]
        }
        let answer = try JSONSerialization.data(withJSONObject: event)
        return InvocationResponse(statusCode: 200, payload: Array(answer))
    }
}
