import Testing
import Wire

@testable import ServiceIdentityPools

/// The wrong role is somebody else's permissions.
@Suite struct RoleChoiceTests {
    private static let provider = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGh1"
    private static let standard = role("standard")
    private static let ambiguous =
        "NotAuthorizedException: The ambiguous role mapping rules for: \(provider) denied this request."
    private static let unset =
        "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for "
        + "this pool."

    private static func role(_ name: String) -> String { "arn:aws:iam::123456789012:role/\(name)" }

    private static func login(_ claims: [(String, Document)], provider: String = provider) -> VerifiedLogin {
        VerifiedLogin(
            login: LinkedLogin(provider: provider, subject: "ada"),
            claims: .object([.init("aud", .string("client"))] + claims.map { .init($0.0, $0.1) }), methods: [provider])
    }

    private func verdict(
        _ mapping: StoredRoleMapping?, _ logins: [VerifiedLogin], custom: String? = nil,
        change: (inout StoredIdentityPool) -> Void = { _ in }
    ) async throws -> String {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { pool in
            pool.userPools = [UserPoolProvider(name: Self.provider, client: "client")]
            pool.roles = PoolRoles(authenticated: Self.standard, unauthenticated: Self.role("guest"))
            pool.roleMappings["\(Self.provider):client"] = mapping
            change(&pool)
        }
        var role = ""
        let refusal = await IdentityPoolRoom.refusal {
            role = try RoleChoice(pool: pool, logins: logins).role(custom: custom)
        }
        return refusal == "no refusal" ? role : refusal
    }

    /// Preferred role, roles, what is asked for, the resolution, and what comes of it.
    @Test(
        arguments: [
            ("a", ["a", "b"], nil, true, "a"),
            // Groups of one rank name different roles: none is preferred.
            (nil, ["a", "b"], nil, true, nil),
            (nil, ["a", "b"], nil, false, standard),
            (nil, [], nil, true, nil),
            (nil, [], nil, false, standard),
            ("a", ["a", "b"], "b", true, "b"),
            (nil, ["a", "b"], "b", true, "b"),
            ("a", ["a", "b"], "c", true, "forbidden c"),
            ("a", [], "a", true, "forbidden a"),
        ] as [(String?, [String], String?, Bool, String?)])
    func tokensChoose(_ preferred: String?, _ roles: [String], _ custom: String?, _ denies: Bool, _ expected: String?)
        async throws
    {
        var claims: [(String, Document)] = [("cognito:roles", .array(roles.map { .string(Self.role($0)) }))]
        if let preferred { claims.append(("cognito:preferred_role", .string(Self.role(preferred)))) }
        let mapping = StoredRoleMapping(kind: .token, ambiguity: denies ? .deny : .authenticatedRole)
        let found = try await verdict(mapping, [Self.login(claims)], custom: custom.map(Self.role))
        let wanted =
            switch expected {
            case nil: Self.ambiguous
            case Self.standard: Self.standard
            case let text? where text.hasPrefix("forbidden "):
                "NotAuthorizedException: Access to Role '\(Self.role(String(text.dropFirst(10))))' is forbidden."
            case let name?: Self.role(name)
            }
        #expect(found == wanted)
    }

    /// The rule, a claim's value, and whether it matches.
    @Test(
        arguments: [
            ("Equals", .string("paid"), true), ("Equals", .string("paid!"), false), ("Equals", nil, false),
            ("NotEqual", .string("free"), true), ("NotEqual", .string("paid"), false), ("NotEqual", nil, false),
            ("StartsWith", .string("paid-up"), true), ("StartsWith", .string("unpaid"), false),
            ("Contains", .string("unpaid-up"), true), ("Contains", .string("free"), false), ("Contains", nil, false),
            ("Equals", .array([.string("a"), .string("paid")]), true), ("Equals", .array([]), false),
            ("NotEqual", .array([.string("a"), .string("paid")]), false), ("NotEqual", .array([]), false),
            ("NotEqual", .null, false), ("Sounds", .string("paid"), false),
        ] as [(String, Document?, Bool)])
    func rulesMatch(_ match: String, _ value: Document?, _ expected: Bool) {
        let rule = StoredRoleMapping.Rule(claim: "plan", match: match, value: "paid", role: "r")
        #expect(ClaimRule(rule).matches(.object(value.map { [.init("plan", $0)] } ?? [])) == expected)
    }

    /// Truth values and numbers are compared as they stand in the token.
    @Test func otherClaimsAreTexts() {
        let rule = StoredRoleMapping.Rule(claim: "c", match: "Equals", value: "true", role: "r")
        #expect(ClaimRule(rule).matches(.object([.init("c", .boolean(true))])))
        let number = StoredRoleMapping.Rule(claim: "c", match: "Equals", value: "7", role: "r")
        #expect(ClaimRule(number).matches(.object([.init("c", .integer(7))])))
    }

    /// Whoever may write a claim could otherwise write a canonically equivalent one and get another's role.
    @Test func rulesCompareBytes() {
        for match in ["Equals", "StartsWith", "Contains"] {
            let rule = StoredRoleMapping.Rule(claim: "team", match: match, value: "Kings", role: "r")
            #expect(!ClaimRule(rule).matches(.object([.init("team", .string("\u{212A}ings"))])))
            #expect(ClaimRule(rule).matches(.object([.init("team", .string("Kings"))])))
        }
    }

    @Test func theFirstRuleDecides() async throws {
        let rules = ["a", "b"].map {
            StoredRoleMapping.Rule(claim: "plan", match: "Equals", value: "paid", role: Self.role($0))
        }
        let mapping = StoredRoleMapping(kind: .rules, ambiguity: .deny, rules: rules)
        #expect(try await verdict(mapping, [Self.login([("plan", .string("paid"))])]) == Self.role("a"))
        #expect(try await verdict(mapping, [Self.login([("plan", .string("free"))])]) == Self.ambiguous)
        // Where rules choose, nobody chooses for themself.
        let roles = Document.array([.string(Self.role("x"))])
        let asked = try await verdict(mapping, [Self.login([("cognito:roles", roles)])], custom: Self.role("x"))
        #expect(asked == "NotAuthorizedException: Access to Role '\(Self.role("x"))' is forbidden.")
    }

    @Test func defaultsAreForThoseWithoutMapping() async throws {
        #expect(try await verdict(nil, []) == Self.role("guest"))
        #expect(try await verdict(nil, [Self.login([])]) == Self.standard)
        #expect(try await verdict(nil, []) { $0.roles = PoolRoles() } == Self.unset)
        #expect(try await verdict(nil, [Self.login([])]) { $0.roles = PoolRoles() } == Self.unset)
        let guest = try await verdict(nil, [], custom: Self.standard)
        #expect(guest == "NotAuthorizedException: Access to Role '\(Self.standard)' is forbidden.")
    }

    /// A provider without a mapping must not be able to name roles, whatever its tokens say.
    @Test func otherProvidersNameNoRoles() async throws {
        let mapping = StoredRoleMapping(kind: .token, ambiguity: .deny)
        let claims = [("cognito:preferred_role", Document.string(Self.role("admin")))]
        let login = Self.login(claims, provider: "issuer.example")
        #expect(try await verdict(mapping, [login]) == Self.standard)
    }

    /// Groups of another account's user pool may name roles that nobody passed to this pool.
    @Test func otherAccountsRolesAreNobodys() async throws {
        let mapping = StoredRoleMapping(kind: .token, ambiguity: .authenticatedRole)
        let role = "arn:aws:iam::999988887777:role/admin"
        let login = Self.login([
            ("cognito:preferred_role", .string(role)), ("cognito:roles", .array([.string(role)])),
        ])
        #expect(try await verdict(mapping, [login]) == Self.unset)
        #expect(
            try await verdict(mapping, [login], custom: role)
                == "NotAuthorizedException: Access to Role '\(role)' is forbidden.")
    }
}
