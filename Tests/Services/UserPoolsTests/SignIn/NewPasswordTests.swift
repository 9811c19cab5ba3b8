import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Replacing a temporary password at the first sign-in.
@Suite struct NewPasswordTests {
    private static func door(_ attributes: [String: String] = [:]) async throws -> FrontDoor {
        try await FrontDoor(
            isTemporary: true, attributes: attributes, status: .forceChangePassword,
            pool: { request in
                request.schema = [
                    SchemaAttributeType(name: "given_name", required: true),
                    SchemaAttributeType(name: "email", required: true),
                ]
            })
    }

    /// The challenge, and what becomes of its answer.
    @Test func replacesThePassword() async throws {
        let door = try await Self.door(["email": "ada@example.com"])
        let asked = try await door.signIn()
        #expect(asked.challenge == "NEW_PASSWORD_REQUIRED" && asked.tokens == nil)
        #expect(asked.parameters["USER_ID_FOR_SRP"] == "ada")
        #expect(asked.parameters["requiredAttributes"] == #"["userAttributes.given_name"]"#)
        #expect(asked.parameters["userAttributes"] == #"{"email":"ada@example.com"}"#)
        let last = try await answer(asked, ["userAttributes.given_name": "Ada"], at: door)
        #expect(last.tokens != nil)
        let user = try await door.userNow()
        #expect(user.status == .confirmed && user.attributes["given_name"] == "Ada")
        #expect(try await door.signIn("New-Password-2").tokens != nil)
        #expect(await door.refusal { try await door.signIn() }.contains("Incorrect username or password"))
    }

    /// Bad answers change nothing, and the same session takes a better one.
    @Test(
        arguments: [
            (
                ["NEW_PASSWORD": "short", "userAttributes.given_name": "Ada"],
                "InvalidPasswordException: Password does not conform to policy: Password not long enough"
            ),
            (
                ["NEW_PASSWORD": "New-Password-2"],
                "InvalidParameterException: Invalid attributes given, given_name is missing"
            ),
            (
                ["NEW_PASSWORD": "New-Password-2", "userAttributes.given_name": "A", "userAttributes.email": "x@y.z"],
                "NotAuthorizedException: Cannot modify an already provided email"
            ),
            ([:], "InvalidParameterException: Missing required parameter NEW_PASSWORD"),
        ] as [([String: String], String)])
    func refusesBadAnswers(responses: [String: String], text: String) async throws {
        let door = try await Self.door(["email": "ada@example.com"])
        let asked = try await door.signIn()
        let refused = await door.refusal {
            try await door.answer(
                "NEW_PASSWORD_REQUIRED", responses.merging(["USERNAME": "ada"]) { $1 }, session: asked.session)
        }
        #expect(refused == text)
        #expect(try await door.userNow().status == .forceChangePassword)
        #expect(try await answer(asked, ["userAttributes.given_name": "Ada"], at: door).tokens != nil)
    }

    /// A temporary password ends after the policy's days.
    @Test func endsTemporaryPasswords() async throws {
        let door = try await Self.door()
        door.room.clock.advance(seconds: 7 * 86_400 - 1)
        #expect(try await door.sendPassword().challenge == "NEW_PASSWORD_REQUIRED")
        door.room.clock.advance(seconds: 1)
        let late = await door.refusal { try await door.sendPassword() }
        #expect(
            late
                == "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.")
    }

    private func answer(
        _ asked: FrontDoor.Answer, _ more: [String: String], at door: FrontDoor
    ) async throws -> FrontDoor.Answer {
        try await door.answer(
            "NEW_PASSWORD_REQUIRED",
            ["USERNAME": "ada", "NEW_PASSWORD": "New-Password-2"].merging(more) { $1 }, session: asked.session)
    }
}
