import Kernel
import OpenIDConnect
import Testing
import Wire

/// A stranger with a token must not make the server ask a provider at will; a provider must be able to change keys.
struct KeySetsTests {
    private func outcome(
        _ verifier: TokenVerifier, _ issuer: TestIssuer, kid: String = "rsa", after seconds: Int64 = 0
    ) async throws -> TokenFault? {
        let end = Document.integer(Int(TestIssuer.now.seconds) + 100_000)
        let token = try issuer.token(kid: kid, claims: TestIssuer.claims(["exp": end]))
        do throws(TokenFault) {
            _ = try await verifier.verify(
                JSONWebToken(token), issuer: TestIssuer.url, clientIDs: ["app-1"],
                at: TestIssuer.now.adding(seconds: seconds))
            return nil
        } catch {
            return error
        }
    }

    @Test("Keys are fetched once an hour")
    func lifetime() async throws {
        let issuer = try TestIssuer()
        let verifier = TokenVerifier(http: issuer.internet)
        for (seconds, requests) in [(0, 2), (1, 2), (3599, 2), (3600, 4)] as [(Int64, Int)] {
            #expect(try await outcome(verifier, issuer, after: seconds) == nil)
            #expect(issuer.internet.requests.count == requests)
        }
        #expect(issuer.internet.requests.prefix(2) == [TestIssuer.discoveryURL, TestIssuer.keysURL])
        #expect(issuer.internet.limit(of: TestIssuer.discoveryURL) == 64 * 1024)
        #expect(issuer.internet.limit(of: TestIssuer.keysURL) == 256 * 1024)
    }

    @Test("A new key is found at once, the next within a minute, and unknown names ask no more often than that")
    func rotation() async throws {
        let issuer = try TestIssuer()
        let verifier = TokenVerifier(http: issuer.internet)
        #expect(try await outcome(verifier, issuer) == nil)
        issuer.publish(keys: [try issuer.rsaKey(id: "next")])
        #expect(try await outcome(verifier, issuer, kid: "next", after: 1) == nil)
        #expect(issuer.internet.requests.count == 4)
        issuer.publish(keys: [try issuer.rsaKey(id: "later")])
        #expect(try await outcome(verifier, issuer, kid: "later", after: 60) == .unknownKey("later"))
        #expect(issuer.internet.requests.count == 4)
        #expect(try await outcome(verifier, issuer, kid: "later", after: 61) == nil)
        #expect(try await outcome(verifier, issuer, kid: "rsa", after: 62) == .unknownKey("rsa"))
        #expect(issuer.internet.requests.count == 6)
    }

    @Test("A failed refetch counts as asking, and leaves the known keys in use")
    func failedRefetch() async throws {
        let issuer = try TestIssuer()
        let verifier = TokenVerifier(http: issuer.internet)
        #expect(try await outcome(verifier, issuer) == nil)
        issuer.internet.fail(TestIssuer.discoveryURL, with: .failed("down"))
        #expect(try await outcome(verifier, issuer, kid: "next", after: 60) == .unreachable("down"))
        #expect(try await outcome(verifier, issuer, kid: "next", after: 61) == .unknownKey("next"))
        #expect(try await outcome(verifier, issuer, after: 62) == nil)
        #expect(issuer.internet.requests.count == 3)
    }

    @Test("Many tokens at once share one fetch")
    func sharing() async throws {
        let issuer = try TestIssuer()
        let verifier = TokenVerifier(http: issuer.internet)
        try await withThrowingTaskGroup(of: TokenFault?.self) { group in
            for _ in 0..<16 { group.addTask { try await outcome(verifier, issuer) } }
            for try await fault in group { #expect(fault == nil) }
        }
        #expect(issuer.internet.requests.count == 2)
    }

    @Test("Issuers beyond the limit push out the oldest")
    func bound() async throws {
        let issuer = try TestIssuer()
        let other = "https://other.example"
        issuer.internet.serve(
            TestIssuer.discovery(issuer: other).json, at: other + "/.well-known/openid-configuration")
        let verifier = TokenVerifier(http: issuer.internet, settings: .init(issuerLimit: 1))
        let token = try issuer.token(claims: TestIssuer.claims(["iss": .string(other)]))
        #expect(try await outcome(verifier, issuer) == nil)
        _ = try await verifier.verify(
            JSONWebToken(token), issuer: other, clientIDs: ["app-1"], at: TestIssuer.now)
        #expect(try await outcome(verifier, issuer, after: 1) == nil)
        #expect(issuer.internet.requests.count == 6)
    }

    @Test("Documents that do not say what they must are refused")
    func badDocuments() async throws {
        let discoveries: [Document] = [
            TestIssuer.discovery(issuer: "https://evil.example"), TestIssuer.discovery(keys: .null),
            TestIssuer.discovery(keys: .string("http://issuer.example/keys")), .array([]),
        ]
        for discovery in discoveries {
            let issuer = try TestIssuer()
            issuer.publish(discovery: discovery)
            guard case .badProvider = try await outcome(TokenVerifier(http: issuer.internet), issuer) else {
                Issue.record("\(discovery) was taken")
                continue
            }
        }
        let issuer = try TestIssuer()
        issuer.internet.serve(Array("no json".utf8), at: TestIssuer.keysURL)
        guard case .badProvider = try await outcome(TokenVerifier(http: issuer.internet), issuer) else {
            Issue.record("a key set that is no JSON was taken")
            return
        }
    }

    @Test("What a provider answers too much of is not taken, even by a careless client")
    func oversized() async throws {
        let issuer = try TestIssuer()
        issuer.internet.serve([UInt8](repeating: 0x20, count: 64 * 1024 + 1), at: TestIssuer.discoveryURL)
        guard case .overlong = try await outcome(TokenVerifier(http: issuer.internet), issuer) else {
            Issue.record("an oversized document was taken")
            return
        }
        issuer.internet.fail(TestIssuer.discoveryURL, with: .tooMuch("slow"))
        #expect(try await outcome(TokenVerifier(http: issuer.internet), issuer) == .overlong("slow"))
        issuer.internet.fail(TestIssuer.discoveryURL, with: .refused("private"))
        #expect(try await outcome(TokenVerifier(http: issuer.internet), issuer) == .unreachable("private"))
    }

    @Test("Weak, malformed and foreign keys are passed over")
    func badKeys() async throws {
        let issuer = try TestIssuer()
        let weak = Document.object([
            .init("kty", .string("RSA")), .init("kid", .string("rsa")), .init("e", .string("AQAB")),
            .init("n", .string(Base64URL.encode([UInt8](repeating: 0xFF, count: 128)))),
        ])
        let symmetric = Document.object([
            .init("kty", .string("oct")), .init("kid", .string("rsa")), .init("k", .string("AAAA")),
        ])
        issuer.publish(keys: [weak, symmetric, .string("key"), .null])
        #expect(try await outcome(TokenVerifier(http: issuer.internet), issuer) == .unknownKey("rsa"))
    }
}
