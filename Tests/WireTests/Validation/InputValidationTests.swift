import IAMModel
import Testing
import Wire

/// Refusals must be AWS's sentence to the letter, since clients and people search for it.
struct InputValidationTests {
    private func message(_ input: some ModelShape, missing: [String] = []) -> String? {
        do {
            try InputValidation.check(input, missing: missing, for: IAMModelService.descriptor)
            return nil
        } catch {
            #expect(error.code == "ValidationError" && error.status == 400)
            return error.message
        }
    }

    @Test func acceptsWhatIsRight() {
        #expect(message(CreateUserRequest(path: "/a/", userName: "alice")) == nil)
    }

    @Test func namesMissingMembers() {
        #expect(
            message(CreateUserRequest(userName: ""), missing: ["userName"])
                == "1 validation error detected: Value null at 'userName' failed to satisfy constraint: "
                + "Member must not be null")
    }

    @Test func namesLengths() {
        let long = String(repeating: "a", count: 65)
        #expect(
            message(CreateUserRequest(userName: long))
                == "1 validation error detected: Value '\(long)' at 'userName' failed to satisfy constraint: "
                + "Member must have length less than or equal to 64")
    }

    @Test func namesElementsOfLists() {
        let input = CreateUserRequest(userName: "alice", tags: [Tag(key: "k", value: "v"), Tag(key: "", value: "")])
        let text = message(input, missing: ["tags.2.member.key"])
        #expect(
            text == "1 validation error detected: Value null at 'tags.2.member.key' failed to satisfy constraint: "
                + "Member must not be null")
    }

    @Test func namesEnumerations() {
        let input = UpdateAccessKeyRequest(accessKeyId: "AKIAIOSFODNN7EXAMPLE", status: StatusType(rawValue: "On"))
        #expect(
            message(input) == "1 validation error detected: Value 'On' at 'status' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [Active, Inactive, Expired]")
    }

    @Test func namesNumbers() {
        #expect(
            message(ListUsersRequest(maxItems: 0))
                == "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 1")
    }

    /// IAM's own sentence, from the patch table.
    @Test func saysWhatTheServiceSaysOfNames() {
        #expect(
            message(CreateUserRequest(userName: "a b"))
                == "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the "
                + "following: +=,.@_-")
    }

    @Test func gathersScalarsOfLists() {
        let text = message(UntagUserRequest(userName: "alice", tagKeys: ["a", ""]))
        #expect(
            text == "1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint: "
                + "Member must satisfy constraint: [Member must have length less than or equal to 128, "
                + "Member must have length greater than or equal to 1, "
                + #"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+]"#)
    }

    @Test func countsSeveral() {
        let text = message(CreateLoginProfileRequest(userName: "", password: ""), missing: ["userName", "password"])
        #expect(text?.hasPrefix("2 validation errors detected: Value null at 'userName' failed") == true)
    }

    /// A refused password must not come back in a message, which is logged.
    @Test func keepsSecrets() {
        let secret = "canary" + String(repeating: "x", count: 200)
        let text = message(CreateLoginProfileRequest(userName: "alice", password: secret))
        #expect(
            text == "1 validation error detected: Value at 'password' failed to satisfy constraint: "
                + "Member must have length less than or equal to 128")
    }
}
