import Testing
import Wire

@testable import ServiceUserPools

/// Claims are what APIs trust: a function may add what it likes, but not who somebody is.
@Suite struct TokenOverridesTests {
    private static func parse(_ details: String, _ version: TokenOverrides.Version) throws -> TokenOverrides {
        let response = "{\"\(version.member)\":\(details)}"
        return try TokenOverrides.parse(TriggerAnswer(Document(json: Array(response.utf8))), version)
    }

    @Test func firstVersionSetsTextsInIDToken() throws {
        let overrides = try Self.parse(
            """
            {"claimsToAddOrOverride":{"team":"red","level":3,"member":true,"email":"x@example.com"},
             "claimsToSuppress":["email","phone_number"]}
            """, .one)
        #expect(
            overrides.idToken
                == .init(
                    set: ["team": "\"red\"", "level": "\"3\"", "member": "\"true\""],
                    suppressed: ["email", "phone_number"]))
        #expect(overrides.accessToken == .init())
        #expect(overrides.groups == nil)
    }

    @Test(arguments: [TokenOverrides.Version.two, .three])
    func laterVersionsSetAnythingInBoth(_ version: TokenOverrides.Version) throws {
        let overrides = try Self.parse(
            """
            {"idTokenGeneration":{"claimsToAddOrOverride":{"tags":{"a":["b",1,true,2.5]},"family_name":"Doe",
                "address":{"x":1},"email_verified":true},"claimsToSuppress":["email"]},
             "accessTokenGeneration":{"claimsToAddOrOverride":{"n":1,"t":false},"claimsToSuppress":["device"],
                "scopesToAdd":["openid","photos/read"],"scopesToSuppress":["aws.cognito.signin.user.admin"]}}
            """, version)
        #expect(
            overrides.idToken
                == .init(
                    set: [
                        "tags": #"{"a":["b",1,true,2.5]}"#, "family_name": "\"Doe\"", "email_verified": "true",
                    ], suppressed: ["email"]))
        #expect(overrides.accessToken == .init(set: ["n": "1", "t": "false"], suppressed: ["device"]))
        #expect(overrides.addedScopes == ["openid", "photos/read"])
        #expect(overrides.suppressedScopes == ["aws.cognito.signin.user.admin"])
    }

    @Test(arguments: [
        "acr", "amr", "at_hash", "aud", "auth_time", "azp", "cognito:groups", "cognito:username", "dev:x", "exp", "iat",
        "identities", "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use",
    ]) func idTokenKeepsWhoSomebodyIs(_ claim: String) throws {
        let details = "{\"claimsToAddOrOverride\":{\"\(claim)\":\"x\"},\"claimsToSuppress\":[\"\(claim)\"]}"
        #expect(try Self.parse(details, .one) == TokenOverrides())
        #expect(try Self.parse("{\"idTokenGeneration\":\(details)}", .two) == TokenOverrides())
    }

    @Test(arguments: ["client_id", "cognito:groups", "exp", "iss", "jti", "scope", "sub", "token_use", "username"])
    func accessTokenKeepsWhatItOpens(_ claim: String) throws {
        let details = """
            {"accessTokenGeneration":{"claimsToAddOrOverride":{"\(claim)":"x"},"claimsToSuppress":["\(claim)"]}}
            """
        #expect(try Self.parse(details, .three) == TokenOverrides())
    }

    /// Source: "groupOverrideDetails" in "Pre token generation Lambda trigger": an empty or null object takes all away.
    @Test(
        arguments: [
            ("", nil, nil, nil),
            (#""groupOverrideDetails":null"#, [], [], nil),
            (#""groupOverrideDetails":{}"#, [], [], nil),
            (#""groupOverrideDetails":{"groupsToOverride":["a"]}"#, ["a"], [], nil),
            (
                #""groupOverrideDetails":{"groupsToOverride":["a"],"iamRolesToOverride":["r"],"preferredRole":"r"}"#,
                ["a"],
                ["r"], "r"
            ),
        ] as [(String, [String]?, [String]?, String?)])
    func groupsAreReplacedWhole(_ member: String, _ groups: [String]?, _ roles: [String]?, _ role: String?) throws {
        for version in [TokenOverrides.Version.one, .two] {
            let overrides = try Self.parse("{\(member)}", version)
            #expect(overrides.groups == groups)
            #expect(overrides.roles == roles)
            #expect(overrides.preferredRole == role)
        }
    }

    @Test func silenceChangesNothing() throws {
        #expect(try Self.parse("null", .one) == TokenOverrides())
        #expect(try Self.parse("{}", .three) == TokenOverrides())
        #expect(
            try Self.parse(#"{"idTokenGeneration":null,"accessTokenGeneration":{"scopesToAdd":null}}"#, .two)
                == TokenOverrides())
    }

    @Test(
        arguments: [
            ("[]", .one), (#"{"claimsToAddOrOverride":{"roles":["a"]}}"#, .one), (#"{"claimsToSuppress":"a"}"#, .one),
            (#"{"groupOverrideDetails":{"groupsToOverride":"a"}}"#, .two),
            (#"{"accessTokenGeneration":{"scopesToAdd":["two words"]}}"#, .two),
            (#"{"idTokenGeneration":[]}"#, .three),
        ] as [(String, TokenOverrides.Version)])
    func wrongTypesAreRefused(_ details: String, _ version: TokenOverrides.Version) {
        #expect(throws: TriggerAnswer.unrecognizable()) { try Self.parse(details, version) }
    }
}
