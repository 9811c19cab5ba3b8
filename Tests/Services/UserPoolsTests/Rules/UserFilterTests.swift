import Testing

@testable import ServiceUserPools

/// What clients send as `Filter`: each form that AWS takes, and the text for each that it refuses.
struct UserFilterTests {
    struct Reading: Sendable {
        let text: String
        let filter: UserFilter?

        init(_ text: String, _ attribute: String, _ match: UserFilter.Match, _ value: String) {
            self.text = text
            self.filter = UserFilter(attribute: attribute, match: match, value: value)
        }

        init(empty text: String) {
            self.text = text
            self.filter = nil
        }
    }

    @Test(arguments: [
        Reading(empty: ""),
        Reading(empty: "  "),
        Reading(#"email = "ada@example.com""#, "email", .equal, "ada@example.com"),
        Reading(#"email="ada@example.com""#, "email", .equal, "ada@example.com"),
        Reading(#"  phone_number ^=  "+49"  "#, "phone_number", .beginning, "+49"),
        Reading(#""email"^="ada""#, "email", .beginning, "ada"),
        Reading(#"cognito:user_status = "CONFIRMED""#, "cognito:user_status", .equal, "CONFIRMED"),
        Reading(#"name = "Ada \"the Countess\" L\\""#, "name", .equal, #"Ada "the Countess" L\"#),
        Reading(#"family_name = """#, "family_name", .equal, ""),
    ])
    func reads(_ reading: Reading) throws {
        #expect(try UserFilter.parse(reading.text) == reading.filter)
    }

    @Test(arguments: [
        ("foo", "Error while parsing filter."),
        (#"email = ada"#, "Error while parsing filter."),
        (#"email = 'ada'"#, "Error while parsing filter."),
        (#"email = "ada"#, "Error while parsing filter."),
        (#"email = "ada\"#, "Error while parsing filter."),
        (#"email ".""@gmail.com""#, "Error while parsing filter."),
        (#"email = "a" and name = "b""#, "Error while parsing filter."),
        (#"email != "ada""#, "Error while parsing filter."),
        (#""email = "ada""#, "Error while parsing filter."),
        (#"= "ada""#, "Error while parsing filter."),
        (#"custom:team = "red""#, "Invalid search attribute: custom:team"),
        (#"Email = "ada""#, "Invalid search attribute: Email"),
    ])
    func refuses(_ text: String, _ message: String) async {
        let refusal = await UserPoolRoom.refusal { _ = try UserFilter.parse(text) }
        #expect(refusal == "InvalidParameterException: \(message)")
    }
}
