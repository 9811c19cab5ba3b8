import Testing
import Wire

@testable import ServiceIdentityPools

/// Policies compare these tags with resources': each must be the claim and nothing else.
@Suite struct PrincipalTagsTests {
    private static let provider = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGh1"

    private func login(_ claims: [(String, Document)], provider: String = provider) -> VerifiedLogin {
        VerifiedLogin(
            login: LinkedLogin(provider: provider, subject: "ada"),
            claims: .object(claims.map { .init($0.0, $0.1) }), methods: [provider])
    }

    private func tags(_ map: PrincipalTagMap, _ logins: [VerifiedLogin]) async throws -> [String: String] {
        let pool = try await IdentityPoolRoom().layPool { pool in
            pool.userPools = [UserPoolProvider(name: Self.provider, client: "client")]
            pool.principalTags[Self.provider] = map
        }
        return try PrincipalTags.tags(of: logins, in: pool)
    }

    @Test func claimsBecomeTags() async throws {
        let map = PrincipalTagMap(
            usesDefaults: false,
            tags: ["Team": "custom:team", "Verified": "email_verified", "x": "absent", "g": "groups"])
        let claims: [(String, Document)] = [
            ("custom:team", .string("birds")), ("email_verified", .boolean(true)), ("other", .string("no")),
            ("groups", .array([.string("a"), .string("b")])),
        ]
        #expect(try await tags(map, [login(claims)]) == ["Team": "birds", "Verified": "true"])
        #expect(try await tags(map, [login(claims, provider: "graph.facebook.com")]).isEmpty)
        #expect(try await tags(map, []).isEmpty)
    }

    @Test func defaultsAreUserAndClient() async throws {
        let claims: [(String, Document)] = [("sub", .string("ada")), ("aud", .string("client"))]
        let map = PrincipalTagMap(usesDefaults: true, tags: [:])
        #expect(try await tags(map, [login(claims)]) == ["username": "ada", "client": "client"])
    }

    /// Left out, it would be an absent tag, which a policy may let pass.
    @Test func valuesThatAreTooLongAreRefused() async throws {
        let map = PrincipalTagMap(usesDefaults: false, tags: ["t": "name"])
        let long = String(repeating: "a", count: 257)
        #expect(try await tags(map, [login([("name", .string(String(long.dropLast())))])]).count == 1)
        let refusal = await IdentityPoolRoom.refusal { _ = try await tags(map, [login([("name", .string(long))])]) }
        #expect(
            refusal
                == "InvalidParameterException: The claim name is longer than the 256 characters of a principal tag.")
    }
}
