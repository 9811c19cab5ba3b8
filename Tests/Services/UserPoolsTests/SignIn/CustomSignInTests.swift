import Foundation
import Kernel
import LambdaModel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Signing in by the challenges of one's own functions.
@Suite struct CustomSignInTests {
    private static let arn = "arn:aws:lambda:eu-central-1:123456789012:function:auth"
    private static let wrong = "NotAuthorizedException: Incorrect username or password."

    private static let withFunctions: @Sendable (inout StoredPool) -> Void = { pool in
        pool.settings.triggers.defineAuthChallenge = arn
        pool.settings.triggers.createAuthChallenge = arn
        pool.settings.triggers.verifyAuthChallengeResponse = arn
    }

    /// Functions that ask a riddle until it is solved, at most three times, after a password where one was proved.
    private static func riddles(secretLength: Int = 4) -> ScriptedLambda.Script {
        { _, payload in
            var event = try #require(try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any])
            let request = try #require(event["request"] as? [String: Any])
            let session = request["session"] as? [[String: Any]] ?? []
            let last = session.last
            let source = event["triggerSource"] as? String ?? ""
            switch source {
            case "DefineAuthChallenge_Authentication":
                let isRight = last?["challengeResult"] as? Bool == true
                if last?["challengeName"] as? String == "SRP_A" {
                    event["response"] = ["challengeName": "PASSWORD_VERIFIER"]
                } else if last?["challengeName"] as? String == "CUSTOM_CHALLENGE", isRight {
                    event["response"] = ["issueTokens": true]
                } else if session.count >= 3 {
                    event["response"] = ["failAuthentication": true]
                } else {
                    event["response"] = ["challengeName": "CUSTOM_CHALLENGE"]
                }
            case "CreateAuthChallenge_Authentication":
                event["response"] = [
                    "publicChallengeParameters": ["riddle": "2+2", "unknown": "\(request["userNotFound"] ?? "")"],
                    "privateChallengeParameters": ["answer": String(repeating: "4", count: secretLength)],
                    "challengeMetadata": "RIDDLE_\(session.count)",
                ]
            default:
                let known = request["privateChallengeParameters"] as? [String: String]
                let isRight = request["challengeAnswer"] as? String == known?["answer"]
                event["response"] = ["answerCorrect": isRight]
            }
            let answer = try JSONSerialization.data(withJSONObject: event)
            return InvocationResponse(statusCode: 200, payload: Array(answer))
        }
    }

    /// The loop: wrong answers go on for as long as the functions say, in a new session each time.
    @Test(arguments: [4, 4000]) func asksUntilSolved(secretLength: Int) async throws {
        let door = try await FrontDoor(configure: Self.withFunctions)
        door.room.lambda.script(Self.riddles(secretLength: secretLength))
        let first = try await door.start("CUSTOM_AUTH", ["USERNAME": "ada"])
        #expect(first.challenge == "CUSTOM_CHALLENGE")
        #expect(first.parameters["riddle"] == "2+2" && first.parameters["USERNAME"] == "ada")
        #expect(first.parameters["answer"] == nil)
        let second = try await answer("5", first, door)
        #expect(second.challenge == "CUSTOM_CHALLENGE" && second.session != first.session)
        let replay = await door.refusal { try await answer("4", first, door) }
        #expect(replay == "NotAuthorizedException: Invalid session for the user, session can only be used once.")
        let last = try await answer(String(repeating: "4", count: secretLength), second, door)
        #expect(last.tokens?.accessToken != nil)
        let told = door.room.lambda.sent.map { String(decoding: $0.payload, as: UTF8.self) }
        #expect(told.last { $0.contains("DefineAuthChallenge") }?.contains("RIDDLE_1") == true)
    }

    /// `failAuthentication` ends it in AWS's words, and the wrong answers stay counted.
    @Test func endsWhenTheFunctionsSay() async throws {
        let door = try await FrontDoor(configure: Self.withFunctions)
        door.room.lambda.script(Self.riddles())
        var asked = try await door.start("CUSTOM_AUTH", ["USERNAME": "ada"])
        asked = try await answer("5", asked, door)
        asked = try await answer("5", asked, door)
        let third = asked
        #expect(await door.refusal { try await answer("5", third, door) } == Self.wrong)
        #expect(try await door.attempts() == 3)
    }

    /// A password by SRP first, then the functions' own challenge; a password alone gives nothing.
    @Test func asksAfterThePassword() async throws {
        let door = try await FrontDoor(configure: Self.withFunctions)
        door.room.lambda.script(Self.riddles())
        let app = SRPApp(door.room.random)
        let start = ["USERNAME": "ada", "CHALLENGE_NAME": "SRP_A", "SRP_A": app.value]
        for password in ["wrong", FrontDoor.password] {
            let first = try await door.start("CUSTOM_AUTH", start)
            #expect(first.challenge == "PASSWORD_VERIFIER" && first.session != nil)
            let proof = try app.proof(
                first.parameters, pool: door.pool.id.srpName, user: "ada", password: password,
                at: door.room.clock.now())
            if password == "wrong" {
                let refused = await door.refusal {
                    try await door.answer("PASSWORD_VERIFIER", proof, session: first.session)
                }
                #expect(refused == Self.wrong)
            } else {
                let second = try await door.answer("PASSWORD_VERIFIER", proof, session: first.session)
                #expect(second.challenge == "CUSTOM_CHALLENGE" && second.tokens == nil)
                #expect(try await answer("4444", second, door).tokens != nil)
            }
        }
    }

    /// For clients that hide users the functions are told, callers are not; and nobody gets tokens.
    @Test func hidesUnknownUsers() async throws {
        let door = try await FrontDoor(hidesUsers: true, configure: Self.withFunctions)
        door.room.lambda.script(Self.riddles())
        let first = try await door.start("CUSTOM_AUTH", ["USERNAME": "bob"])
        #expect(first.challenge == "CUSTOM_CHALLENGE")
        #expect(first.parameters["unknown"] == "1")
        #expect(await door.refusal { try await answer("4444", first, door, name: "bob") } == Self.wrong)
    }

    /// It is the functions' word that counts, even at once; but nobody who does not exist is signed in.
    @Test(arguments: [("ada", "no refusal"), ("bob", wrong)])
    func trustsTheFunctions(name: String, answer: String) async throws {
        let door = try await FrontDoor(hidesUsers: true, configure: Self.withFunctions)
        door.room.lambda.script { _, payload in
            var event = try #require(try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any])
            event["response"] = ["issueTokens": true]
            let answer = try JSONSerialization.data(withJSONObject: event)
            return InvocationResponse(statusCode: 200, payload: Array(answer))
        }
        #expect(await door.refusal { try await door.start("CUSTOM_AUTH", ["USERNAME": name]) } == answer)
    }

    /// A pool without functions cannot be signed in to in this way.
    @Test func needsFunctions() async throws {
        let door = try await FrontDoor()
        let answer = await door.refusal { try await door.start("CUSTOM_AUTH", ["USERNAME": "ada"]) }
        #expect(
            answer == "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.")
    }

    private func answer(
        _ text: String, _ asked: FrontDoor.Answer, _ door: FrontDoor, name: String = "ada"
    ) async throws -> FrontDoor.Answer {
        try await door.answer("CUSTOM_CHALLENGE", ["USERNAME": name, "ANSWER": text], session: asked.session)
    }
}
