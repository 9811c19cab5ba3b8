import Testing
import UserPoolsModel

@testable import ServiceUserPools

/// The texts are AWS's own: apps show them to people, and match on them.
@Suite struct AttributeRulesTests {
    private static func input(_ pairs: KeyValuePairs<String, String>) -> [AttributeType] {
        pairs.map { AttributeType(name: $0.key, value: $0.value) }
    }

    /// What somebody who signs up may not say.
    @Test(arguments: [
        (
            "custom:nope", "x",
            "Attributes did not conform to the schema: custom:nope: Attribute does not exist in the schema.\n"
        ),
        ("email", "ada", "Invalid email address format."),
        ("email", "ada@example", "Invalid email address format."),
        ("email", "a b@example.com", "Invalid email address format."),
        ("email", "a@b@example.com", "Invalid email address format."),
        ("phone_number", "0151123456", "Invalid phone number format."),
        ("phone_number", "+0151123456", "Invalid phone number format."),
        ("phone_number", "+49 151 123456", "Invalid phone number format."),
        ("phone_number", "+1234567890123456", "Invalid phone number format."),
        (
            "custom:team", "sixsix",
            "Attributes did not conform to the schema: custom:team: String must be no longer than 5 characters\n"
        ),
        (
            "birthdate", "1815",
            "Attributes did not conform to the schema: birthdate: String must be at least 10 characters long\n"
        ),
        ("custom:age", "old", "Attributes did not conform to the schema: custom:age: Not a number\n"),
        ("custom:age", "17", "Attributes did not conform to the schema: custom:age: Number must be at least 18\n"),
        ("custom:since", "yesterday", "Attributes did not conform to the schema: custom:since: Not a date and time\n"),
        ("sub", "x", "Cannot modify the non-mutable attribute sub"),
    ])
    func refusesValues(name: String, value: String, text: String) throws {
        let pool = try SamplePool.make()
        let client = SamplePool.client(of: pool)
        let found = refusal {
            try AttributeRules.check(Self.input([name: value]), in: pool, by: .signUp(client))
        }
        #expect(found == "InvalidParameterException: \(text)")
    }

    /// Values at the edge of what is allowed.
    @Test(arguments: [
        ("email", "ada.lovelace+cards@mail.example.co.uk"), ("phone_number", "+4915112345678"),
        ("custom:team", "fiver"),
        ("birthdate", "1815-12-10"), ("custom:age", "18"), ("custom:since", "2026-11-22T10:00:00Z"),
        ("custom:since", "1795341600"), ("custom:plan", "once"),
    ])
    func takesValues(name: String, value: String) throws {
        let pool = try SamplePool.make()
        let checked = try AttributeRules.check(
            Self.input([name: value]), in: pool, by: .signUp(SamplePool.client(of: pool)))
        #expect(checked == [name: value])
    }

    /// A client's rights: a list narrows them, no list leaves out flags and what is for developers.
    @Test(arguments: ["email_verified", "phone_number_verified", "dev:custom:note", "custom:plan"])
    func refusesWhatTheClientMayNotWrite(name: String) throws {
        let pool = try SamplePool.make()
        let client = SamplePool.client(of: pool, writes: ["email", "custom:team"])
        let found = refusal { try AttributeRules.check(Self.input([name: "true"]), in: pool, by: .signUp(client)) }
        #expect(found == "NotAuthorizedException: A client attempted to write unauthorized attribute")
    }

    /// All that is missing is told at once, each on its line.
    @Test func tellsWhatIsMissing() throws {
        let pool = try SamplePool.make(required: ["email", "name"])
        let client = SamplePool.client(of: pool)
        #expect(
            refusal { try AttributeRules.check([], in: pool, by: .signUp(client)) }
                == "InvalidParameterException: Attributes did not conform to the schema: name: The attribute is "
                + "required\nemail: The attribute is required\n")
        // Administrators may leave it to the first sign-in.
        #expect(try AttributeRules.check([], in: pool, by: .administrator(isCreation: true)) == [:])
    }

    /// In a pool where addresses are names, the typed name gives the required address.
    @Test func takesTheTypedNameForItsAttribute() throws {
        let pool = try SamplePool.make(usernames: ["email"], required: ["email"])
        let client = SamplePool.client(of: pool, writes: ["custom:team"])
        let checked = try AttributeRules.check([], in: pool, by: .signUp(client), name: "ada@example.com")
        #expect(checked == ["email": "ada@example.com"])
    }

    /// What is fixed stays; what is required cannot be emptied; flags are not the user's.
    @Test(arguments: [
        ("custom:plan", "other", "user.custom:plan: Attribute cannot be updated. (changing an immutable attribute)"),
        ("custom:nope", "x", "user.custom:nope: Attribute does not exist in the schema.\n"),
        ("name", "", "Invalid user attributes: name: Required attribute cannot be deleted.\n"),
        ("email_verified", "true", "Cannot modify the non-mutable attribute email_verified"),
    ])
    func refusesChanges(name: String, value: String, text: String) throws {
        let pool = try SamplePool.make(required: ["name"])
        let client = SamplePool.client(of: pool)
        let found = refusal { try AttributeRules.check(Self.input([name: value]), in: pool, by: .user(client)) }
        #expect(found == "InvalidParameterException: \(text)")
    }

    /// A value that is null is neither a value nor a removal.
    @Test func refusesNull() throws {
        let pool = try SamplePool.make()
        let found = refusal {
            try AttributeRules.check([AttributeType(name: "name")], in: pool, by: .administrator(isCreation: false))
        }
        #expect(found == "InvalidParameterException: Attribute value for name must not be null")
    }

    /// A new address is unverified and no longer an alias; an administrator may say otherwise in the same breath.
    @Test func newAddressesAreUnverified() throws {
        let pool = try SamplePool.make(aliases: ["email"])
        var user = SamplePool.user(
            "ada", in: pool, attributes: ["email": "old@example.com", "email_verified": "true"])
        #expect(user.aliases == ["email:old@example.com"])
        AttributeRules.apply(["email": "new@example.com"], to: &user, in: pool, at: 5)
        #expect(user.attributes == ["email": "new@example.com", "email_verified": "false"])
        #expect(user.aliases == [])
        AttributeRules.apply(["email_verified": "True", "email": "third@example.com"], to: &user, in: pool, at: 6)
        #expect(user.aliases == ["email:third@example.com"])
        AttributeRules.apply(["email": ""], to: &user, in: pool, at: 7)
        #expect(user.attributes == [:])
        #expect(user.modifiedAt == 7)
    }

    /// Answers begin with `sub` and show no more than the client may read.
    @Test func listsWhatMayBeRead() throws {
        let pool = try SamplePool.make()
        let user = SamplePool.user("ada", in: pool, attributes: ["email": "a@b.c", "name": "Ada", "custom:team": "x"])
        #expect(AttributeRules.list(of: user, in: pool).map(\.name) == ["sub", "name", "email", "custom:team"])
        let client = SamplePool.client(of: pool, reads: ["email"])
        #expect(AttributeRules.list(of: user, in: pool, readableBy: client).map(\.name) == ["sub", "email"])
    }
}
