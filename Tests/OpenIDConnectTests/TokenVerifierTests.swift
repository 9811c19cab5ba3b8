import Crypto
import CryptoExtras
import OpenIDConnect
import Testing
import Wire

/// Whoever gets a forged token past this gets a role's permissions.
struct TokenVerifierTests {
    private func verify(
        _ token: String,
        from issuer: TestIssuer,
        clientIDs: [String] = ["app-1"],
        at time: Timestamp = TestIssuer.now
    ) async throws(TokenFault) -> VerifiedToken {
        try await TokenVerifier(http: issuer.internet)
            .verify(JSONWebToken(token), issuer: TestIssuer.url, clientIDs: clientIDs, at: time)
    }

    private func fault(
        of token: String,
        from issuer: TestIssuer,
        clientIDs: [String] = ["app-1"],
        at time: Timestamp = TestIssuer.now
    ) async -> TokenFault? {
        do throws(TokenFault) {
            _ = try await verify(token, from: issuer, clientIDs: clientIDs, at: time)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Every algorithm that providers use is verified",
        arguments: [("RS256", "rsa"), ("RS384", "rsa"), ("RS512", "rsa"), ("ES256", "p256"), ("ES384", "p384")])
    func algorithms(name: String, kid: String) async throws {
        let issuer = try TestIssuer()
        issuer.publish(keys: [try issuer.rsaKey(algorithm: nil), issuer.p256Key(), issuer.p384Key()])
        #expect(try await verify(issuer.token(name, kid: kid), from: issuer).subject == "bird-1")
    }

    @Test("All that later decisions need is in the answer")
    func claims() async throws {
        let issuer = try TestIssuer()
        let claims = TestIssuer.claims([
            "aud": .array([.string("other"), .string("app-0")]), "azp": .string("app-1"), "email": .string("a@b.c"),
            "amr": .array([.string("authenticated"), .string("pwd")]), "age": .integer(3),
            "https://aws.amazon.com/tags": .object([
                .init("principal_tags", .object([.init("team", .array([.string("birds")]))])),
                .init("transitive_tag_keys", .array([.string("team")])),
            ]),
            "https://aws.amazon.com/source_identity": .string("alice"),
        ])
        let verified = try await verify(issuer.token(claims: claims), from: issuer)
        #expect(verified.issuer == TestIssuer.url)
        #expect(verified.audiences == ["other", "app-0"])
        #expect(verified.effectiveAudiences == ["app-1"])
        #expect(verified.authenticationMethods == ["authenticated", "pwd"])
        #expect(verified.texts["email"] == "a@b.c" && verified.texts["age"] == nil)
        #expect(verified.tags == ["team": "birds"] && verified.transitiveTagKeys == ["team"])
        #expect(verified.sourceIdentity == "alice")
    }

    @Test("Times are compared with the moment of the call, a minute of leeway included")
    func times() async throws {
        let issuer = try TestIssuer()
        let token = try issuer.token(claims: TestIssuer.claims(["nbf": .double(Double(TestIssuer.now.seconds) + 0.5)]))
        let end = TestIssuer.now.seconds + 600
        let cases: [(Int64, TokenFault?)] = [
            (0, nil), (659, nil), (660, .expired(at: end, now: end + 60)), (-60, nil),
            (-61, .notYetValid(claim: "nbf")), (1_000_000, .expired(at: end, now: TestIssuer.now.seconds + 1_000_000)),
        ]
        for (offset, expected) in cases {
            #expect(await fault(of: token, from: issuer, at: TestIssuer.now.adding(seconds: offset)) == expected)
        }
        let early = try issuer.token(claims: TestIssuer.claims(["iat": .integer(Int(TestIssuer.now.seconds) + 61)]))
        #expect(await fault(of: early, from: issuer) == .notYetValid(claim: "iat"))
    }

    @Test("Claims that are missing or not the expected ones")
    func wrongClaims() async throws {
        let issuer = try TestIssuer()
        let cases: [([String: Document], TokenFault)] = [
            (["iss": .null], .missingClaim("iss")), (["sub": .null], .missingClaim("sub")),
            (["sub": .string("")], .missingClaim("sub")), (["aud": .null], .missingClaim("aud")),
            (["exp": .null], .missingClaim("exp")), (["exp": .string("2100")], .malformed),
            (["exp": .double(1e300)], .malformed),
            (["iss": .string(TestIssuer.url + "/")], .wrongIssuer(TestIssuer.url + "/")),
            (["iss": .string("https://other.example")], .wrongIssuer("https://other.example")),
            (["aud": .string("app-2")], .wrongAudience(["app-2"])),
            (["aud": .string("app-1"), "azp": .string("app-2")], .wrongAudience(["app-2"])),
            (["aud": .string("APP-1")], .wrongAudience(["APP-1"])),
            (
                ["https://aws.amazon.com/tags": .object([.init("principal_tags", .object([.init("a", .array([]))]))])],
                .malformed
            ),
        ]
        for (changes, expected) in cases {
            let token = try issuer.token(claims: TestIssuer.claims(changes))
            #expect(await fault(of: token, from: issuer) == expected)
        }
    }

    @Test("A signature by anybody else, by nobody, or over something else is refused")
    func signatures() async throws {
        let issuer = try TestIssuer()
        let stranger = try TestIssuer.strangerRSA.get()
        let foreign = try issuer.token { bytes in
            TestIssuer.bytes(try stranger.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5))
        }
        let parts = try issuer.token().split(separator: ".")
        let other = try issuer.token(claims: TestIssuer.claims(["sub": .string("bird-2")])).split(separator: ".")
        let pss = try issuer.token { bytes in
            TestIssuer.bytes(try TestIssuer.rsa.get().signature(for: SHA256.hash(data: bytes), padding: .PSS))
        }
        let curve = try issuer.token("ES256", kid: "p256") { _ in [UInt8](repeating: 0, count: 64) }
        for token in [
            foreign, "\(parts[0]).\(other[1]).\(parts[2])", pss, try issuer.token { _ in [] }, curve,
            try issuer.token("ES256", kid: "p256") { _ in [1, 2, 3] },
        ] {
            #expect(await fault(of: token, from: issuer) == .badSignature)
        }
    }

    @Test("No algorithm, and the public key as an HMAC secret, are no signatures")
    func forbiddenAlgorithms() async throws {
        let issuer = try TestIssuer()
        let secret = SymmetricKey(data: Array(try TestIssuer.rsa.get().publicKey.pemRepresentation.utf8))
        let hmac = try issuer.token("HS256") { Array(HMAC<SHA256>.authenticationCode(for: $0, using: secret)) }
        #expect(await fault(of: hmac, from: issuer) == .unsupportedAlgorithm("HS256"))
        for name in ["none", "None", "NONE", "rs256", "PS256", "ES512", ""] {
            #expect(await fault(of: try issuer.token(name), from: issuer) == .unsupportedAlgorithm(name))
        }
        #expect(issuer.internet.requests.isEmpty)
    }

    @Test("A key verifies only what it is for")
    func keyMismatch() async throws {
        let issuer = try TestIssuer()
        let cases: [(String, String)] = [("RS384", "rsa"), ("ES256", "rsa"), ("RS256", "p256"), ("ES384", "p256")]
        for (algorithm, kid) in cases {
            #expect(await fault(of: try issuer.token(algorithm, kid: kid), from: issuer) == .unknownKey(kid))
        }
        issuer.publish(keys: [try issuer.rsaKey(use: "enc")])
        #expect(await fault(of: try issuer.token(), from: issuer) == .unknownKey("rsa"))
        #expect(await fault(of: try issuer.token(kid: "ghost"), from: issuer) == .unknownKey("ghost"))
    }

    @Test("Without a key id every key that fits is tried")
    func unnamedKeys() async throws {
        let issuer = try TestIssuer()
        issuer.publish(keys: [issuer.p256Key(id: nil), try issuer.rsaKey(id: nil)])
        #expect(await fault(of: try issuer.token(kid: nil), from: issuer) == nil)
        #expect(await fault(of: try issuer.token("ES256", kid: nil), from: issuer) == nil)
    }

    @Test("What is no token is refused before anything is fetched")
    func malformed() async throws {
        let issuer = try TestIssuer()
        let good = try issuer.token()
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        let deepToken = good.split(separator: ".")[0] + "." + Base64URL.encode(Array(#"{"a":\#(deep)}"#.utf8)) + ".AA"
        let broken = [
            "", "garbage", "a.b", "..", good + ".x", good + "=", String(good.dropLast(1)) + "!",
            Base64URL.encode(Array("[]".utf8)) + "." + good.split(separator: ".")[1] + ".AA", String(deepToken),
            try issuer.token(header: ["crit": .array([.string("b64")])]),
        ]
        for token in broken { #expect(await fault(of: token, from: issuer) == .malformed) }
        let long = good + String(repeating: "A", count: JSONWebToken.maximumLength)
        #expect(await fault(of: long, from: issuer) == .tooLong)
        #expect(issuer.internet.requests.isEmpty)
    }
}
