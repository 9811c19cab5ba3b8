import Testing

@testable import ServiceUserPools

/// The two modes of addresses: beside the user name, or instead of it.
@Suite struct NewUserRulesTests {
    private func draft(
        _ name: String, in pool: StoredPool, attributes: [String: String] = [:]
    ) throws -> StoredUser {
        try NewUserRules.draft(
            name: name, attributes: attributes, status: .unconfirmed, in: pool, random: CountedRandom(),
            at: SamplePool.now)
    }

    /// With username attributes the server makes the name; the typed one is an attribute and signs in at once.
    @Test func makesANameWhereAddressesAreNames() throws {
        let pool = try SamplePool.make(usernames: ["email", "phone_number"], isCaseSensitive: false)
        let ada = try draft("Ada@Example.com", in: pool)
        #expect(ada.username == ada.sub && ada.key == ada.sub)
        #expect(ada.attributes == ["email": "Ada@Example.com", "email_verified": "false"])
        #expect(ada.aliases == ["email:ada@example.com"])
        #expect(try draft("+4915112345678", in: pool).aliases == ["phone_number:+4915112345678"])
    }

    /// With aliases the name is the caller's, and an unverified address signs nobody in.
    @Test func keepsTheNameWhereAddressesAreAliases() throws {
        let pool = try SamplePool.make(aliases: ["email"], isCaseSensitive: false)
        let ada = try draft("Ada", in: pool, attributes: ["email": "ada@example.com"])
        #expect(ada.username == "Ada" && ada.key == "ada" && ada.aliases == [])
        #expect(ada.sub.count == 36)
    }

    @Test(arguments: [
        (
            ["email"], [], "ada@example.com",
            "Username cannot be of email format, since user pool is configured for email alias."
        ),
        (
            ["phone_number"], [], "+4915112345678",
            "Username cannot be of phone number format, since user pool is configured for phone number alias."
        ),
        ([], ["email", "phone_number"], "ada", "Username should be either an email or a phone number."),
        ([], ["email"], "+4915112345678", "Username should be an email."),
        ([], ["phone_number"], "ada@example.com", "Username should be a phone number."),
    ])
    func refusesNamesOfTheWrongForm(aliases: [String], usernames: [String], name: String, text: String) throws {
        let pool = try SamplePool.make(aliases: aliases, usernames: usernames)
        #expect(refusal { try draft(name, in: pool) } == "InvalidParameterException: \(text)")
    }

    /// A preferred name signs in, so only a confirmed account may have one.
    @Test func refusesPreferredNamesOfTheUnconfirmed() throws {
        let pool = try SamplePool.make(aliases: ["preferred_username"])
        #expect(
            refusal { try draft("ada", in: pool, attributes: ["preferred_username": "countess"]) }
                == "InvalidParameterException: Preferred username cannot be provided for unconfirmed account, since "
                + "user pool is configured for preferred username alias.")
    }

    /// A flag of verification speaks of an address.
    @Test func refusesFlagsWithoutAddresses() throws {
        let pool = try SamplePool.make()
        #expect(
            refusal { try draft("ada", in: pool, attributes: ["email_verified": "true"]) }
                == "InvalidParameterException: Email is required to verify/un-verify an email")
    }
}
