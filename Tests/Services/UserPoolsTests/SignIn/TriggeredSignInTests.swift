import Foundation
import Kernel
import LambdaModel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What functions see of a sign-in, and how they bring users over or send them away.
@Suite struct TriggeredSignInTests {
    private static let arn = "arn:aws:lambda:eu-central-1:123456789012:function:f"

    /// Answers events by their source with a changed `response`; sends away whom a text is given for.
    private static func answering(
        _ responses: [String: [String: String]], refusing: [String: String] = [:]
    ) -> ScriptedLambda.Script {
        { _, payload in
            var event = try #require(try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any])
            let source = event["triggerSource"] as? String ?? ""
            if let text = refusing[source] {
                let failure = Array(#"{"errorType":"Error","errorMessage":"\#(text)"}"#.utf8)
                return InvocationResponse(statusCode: 200, functionError: "Unhandled", payload: failure)
            }
            if source.hasPrefix("UserMigration"), let attributes = responses[source] {
                event["response"] = [
                    "userAttributes": attributes, "finalUserStatus": "CONFIRMED", "messageAction": "SUPPRESS",
                ]
            }
            return InvocationResponse(
                statusCode: 200, payload: Array(try JSONSerialization.data(withJSONObject: event)))
        }
    }

    /// A function that sends users away: its text is shown, and a right password is no failed attempt.
    @Test(arguments: ["PreAuthentication", "PostAuthentication"]) func sendsUsersAway(trigger: String) async throws {
        let door = try await FrontDoor(configure: { pool in
            if trigger == "PreAuthentication" {
                pool.settings.triggers.preAuthentication = Self.arn
            } else {
                pool.settings.triggers.postAuthentication = Self.arn
            }
        })
        door.room.lambda.script(Self.answering([:], refusing: ["\(trigger)_Authentication": "Not you"]))
        let answer = await door.refusal { try await door.sendPassword() }
        #expect(answer == "UserLambdaValidationException: \(trigger) failed with error Not you.")
        #expect(try await door.attempts() == 0)
    }

    /// `ClientMetadata` of `InitiateAuth` is validation data for `PreAuthentication`.
    @Test func tellsValidationData() async throws {
        let door = try await FrontDoor(configure: { $0.settings.triggers.preAuthentication = Self.arn })
        door.room.lambda.script(Self.answering([:]))
        _ = try await door.start(
            "USER_PASSWORD_AUTH", ["USERNAME": "ada", "PASSWORD": FrontDoor.password], metadata: ["app": "7"])
        let event = try #require(door.room.lambda.sent.first)
        #expect(String(decoding: event.payload, as: UTF8.self).contains(#""validationData":{"app":"7"}"#))
    }

    /// A user of another directory comes over with the password, without meeting the policy; SRP cannot do that.
    @Test func bringsUsersOver() async throws {
        let door = try await FrontDoor(configure: { $0.settings.triggers.userMigration = Self.arn })
        door.room.lambda.script(
            Self.answering(["UserMigration_Authentication": ["email": "bob@example.com", "email_verified": "true"]]))
        let unknown = await door.refusal { try await door.signIn("pw", name: "bob") }
        #expect(unknown == "UserNotFoundException: User does not exist.")
        #expect(try await door.sendPassword("pw", name: "bob").tokens != nil)
        #expect(try await door.signIn("pw", name: "bob").tokens != nil)
    }

    /// Where users are hidden, a directory that knows nobody must look like a wrong password.
    @Test func hidesWhoWasNotBroughtOver() async throws {
        let door = try await FrontDoor(hidesUsers: true, configure: { $0.settings.triggers.userMigration = Self.arn })
        door.room.lambda.script(Self.answering([:]))
        let answer = await door.refusal { try await door.sendPassword("pw", name: "bob") }
        #expect(answer == "NotAuthorizedException: Incorrect username or password.")
    }

    /// Who is brought over meets `PreSignUp` too, as whom an administrator makes: it may refuse, and confirms nobody.
    @Test(arguments: [nil, "Not here"]) func asksBeforeBringingOver(refusal: String?) async throws {
        let door = try await FrontDoor(configure: {
            $0.settings.triggers.userMigration = Self.arn
            $0.settings.triggers.preSignUp = Self.arn
        })
        door.room.lambda.script(
            Self.answering(
                ["UserMigration_Authentication": ["email": "bob@example.com"]],
                refusing: refusal.map { ["PreSignUp_AdminCreateUser": $0] } ?? [:]))
        let answer = await door.refusal { try await door.sendPassword("pw", name: "bob") }
        let sources = door.room.lambda.sent.compactMap { sent in
            ["UserMigration_Authentication", "PreSignUp_AdminCreateUser"].first {
                String(decoding: sent.payload, as: UTF8.self).contains("\"triggerSource\":\"\($0)\"")
            }
        }
        #expect(sources == ["UserMigration_Authentication", "PreSignUp_AdminCreateUser"])
        #expect(
            answer
                == (refusal.map { "UserLambdaValidationException: PreSignUp failed with error \($0)." } ?? "no refusal")
        )
        let bob = try await door.room.store.user(named: "bob", in: door.pool)
        #expect((bob == nil) == (refusal != nil))
        #expect(bob?.isVerified("email") != true)
    }
}
