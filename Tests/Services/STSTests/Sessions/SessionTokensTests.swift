import Kernel
import Storage
import Testing
import Wire

@testable import ServiceSTS

/// A session is nothing but its token: who can change or exchange one gets somebody else's permissions.
struct SessionTokensTests {
    static let user = SessionUser(name: "alice", path: "/staff/", id: "AIDAALICE")
    static let origins: [SessionPrincipal.Origin] = [
        .role(name: "reader", path: "/", id: "AROAREADER", sessionName: "desk"),
        .federatedUser(name: "web", issuer: user), .federatedUser(name: "web", issuer: nil), .own(user), .own(nil),
    ]

    static func principal(_ origin: SessionPrincipal.Origin = origins[0]) -> SessionPrincipal {
        SessionPrincipal(
            account: Fixture.account, origin: origin, accessKeyID: "", issuedAt: Fixture.now.seconds,
            expiresAt: Fixture.now.seconds + 3600, sessionPolicies: [#"{"Statement":[]}"#],
            sessionPolicyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"], tags: ["team": "birds", "Ort": "Köln"],
            transitiveTagKeys: ["team"],
            contextKeys: ["accounts.google.com:sub": ["1"], "accounts.google.com:amr": ["a", "b"]],
            sourceIdentity: "alice",
            isMultiFactor: true)
    }

    private func open(
        _ tokens: SessionTokens, _ key: String, _ token: String?, after seconds: Int64 = 0
    ) async throws -> Credential? {
        try await SessionCredentials(tokens: tokens).credential(
            accessKeyID: key, sessionToken: token, at: Fixture.now.adding(seconds: seconds))
    }

    @Test("What was issued is what opens, whatever the session stands for", arguments: origins)
    func roundTrip(origin: SessionPrincipal.Origin) async throws {
        let fixture = Fixture()
        let issued = try fixture.tokens.issue(for: Self.principal(origin))
        #expect(issued.accessKeyID.hasPrefix("ASIA") && issued.accessKeyID.utf8.count == 20)
        #expect(issued.secretKey.utf8.count == 40)
        var expected = Self.principal(origin)
        expected.accessKeyID = issued.accessKeyID
        // By another instance too, as after a restart: nothing but the master key is needed.
        for tokens in [fixture.tokens, SessionTokens(vault: fixture.vault, random: SeededRandom(seed: 1))] {
            let credential = try await open(tokens, issued.accessKeyID, issued.token)
            #expect(credential?.principal == .session(expected))
            #expect(credential?.secretKey == issued.secretKey)
        }
    }

    @Test("No changed, shortened or lengthened token opens")
    func tampering() async throws {
        let fixture = Fixture()
        let issued = try fixture.tokens.issue(for: Self.principal())
        let characters = Array(issued.token)
        for index in characters.indices {
            var changed = characters
            changed[index] = changed[index] == "A" ? "B" : "A"
            await #expect(throws: CredentialFault.invalid) {
                try await open(fixture.tokens, issued.accessKeyID, String(changed))
            }
        }
        let foreign = try SessionTokens(vault: .ephemeral(), random: SeededRandom()).issue(for: Self.principal())
        let long = String(repeating: "A", count: 100_000)
        let kelvin = issued.token.replacing("K", with: "\u{212A}") + (issued.token.contains("K") ? "" : "\u{212A}")
        #expect(try await open(fixture.tokens, issued.accessKeyID, issued.token) != nil)
        for token in [
            kelvin, nil, "", "nonsense", String(issued.token.dropLast()), issued.token + "A", foreign.token, long,
        ] as [String?] {
            await #expect(throws: CredentialFault.invalid) {
                try await open(fixture.tokens, issued.accessKeyID, token)
            }
        }
    }

    @Test("A token sealed for another purpose is no session")
    func purpose() async throws {
        let fixture = Fixture()
        let denial = AuthorizationDenial(
            principal: .root(account: Fixture.account), action: "a:B", resource: "*", isExplicit: false)
        let message = try #require(try fixture.messages.encode(denial))
        await #expect(throws: CredentialFault.invalid) {
            try await open(fixture.tokens, "ASIAAAAAAAAAAAAAAAAA", message)
        }
    }

    @Test("A token belongs to its key; keys of others are none of this source's business")
    func binding() async throws {
        let fixture = Fixture()
        let first = try fixture.tokens.issue(for: Self.principal())
        let second = try fixture.tokens.issue(for: Self.principal())
        #expect(first.accessKeyID != second.accessKeyID && first.secretKey != second.secretKey)
        await #expect(throws: CredentialFault.invalid) {
            try await open(fixture.tokens, first.accessKeyID, second.token)
        }
        #expect(try await open(fixture.tokens, "AKIAALICEALICEALICE2", first.token) == nil)
    }

    @Test("A session ends with its last second")
    func expiry() async throws {
        let fixture = Fixture()
        let issued = try fixture.tokens.issue(for: Self.principal())
        #expect(try await open(fixture.tokens, issued.accessKeyID, issued.token, after: 3599) != nil)
        for seconds in [3600, 1_000_000] as [Int64] {
            await #expect(throws: CredentialFault.expired) {
                try await open(fixture.tokens, issued.accessKeyID, issued.token, after: seconds)
            }
        }
    }

    @Test("A token of the usual kind fits well into a header")
    func length() throws {
        let plain = SessionPrincipal(
            account: Fixture.account, origin: Self.origins[0], accessKeyID: "", issuedAt: 1_800_000_000,
            expiresAt: 1_800_003_600)
        #expect(try Fixture().tokens.issue(for: plain).token.utf8.count < 300)
        #expect(try Fixture().tokens.issue(for: Self.principal()).token.utf8.count < 1000)
    }

    @Test("The cache forgets the oldest, never the answer")
    func cacheBound() throws {
        let cache = SessionCache(capacity: 4)
        let fixture = Fixture()
        let sessions = try (0..<20).map { _ in try fixture.tokens.issue(for: Self.principal()) }
        for session in sessions { #expect(fixture.tokens.session(of: session.token) != nil) }
        for session in sessions {
            cache[Array(session.token.utf8)] = SealedSession(principal: session.principal, secretKey: session.secretKey)
        }
        #expect(cache.count <= 8)
        #expect(cache[Array(sessions[19].token.utf8)]?.principal == sessions[19].principal)
        #expect(cache[Array(sessions[0].token.utf8)] == nil)
    }

    @Test("The account can be read out of a session's key id, and out of no other")
    func keyIDs() {
        let random = SeededRandom()
        for digits in ["000000000000", "000000000042", "123456789012", "999999999999"] {
            let id = SessionKeyID.make(for: .test(digits), random: random)
            #expect(SessionKeyID.account(of: id)?.digits == digits)
        }
        for id in ["AKIAQYLPMN5HAAAAAAAA", "ASIAQYLPMN5HAAAAAAA", "ASIAIAAAAAAAAAAAAAAA", "ASIA7777777777777777", ""] {
            #expect(SessionKeyID.account(of: id) == nil)
        }
    }

    /// Sessions last for twelve hours: those of the version before must outlive an update of the server.
    @Test("A session in the form before, with one value for each condition key, still opens")
    func earlierForm() throws {
        var writer = TupleWriter()
        writer.byte(1)
        for text in ["secret", Fixture.account.digits, "ASIA"] { writer.text(text) }
        for number in [10, 20] as [Int64] { writer.number(number) }
        writer.byte(3)
        for texts in [[], ["policy"], ["arn"]] as [[String]] { writer.texts(texts) }
        writer.pairs(["team": "birds"])
        writer.texts(["team"])
        writer.pairs(["accounts.google.com:sub": "1"])
        writer.texts([])
        writer.byte(1)
        let session = try #require(SealedSession(bytes: writer.bytes)).principal
        #expect(session.contextKeys == ["accounts.google.com:sub": ["1"]] && session.tags == ["team": "birds"])
        #expect(session.isMultiFactor && session.expiresAt == 20)
        var unknown = writer.bytes
        unknown[0] = 3
        #expect(SealedSession(bytes: unknown) == nil)
    }

    @Test("Bytes that are no session are refused without harm")
    func garbage() throws {
        let session = SealedSession(principal: Self.principal(), secretKey: "secret")
        let bytes = session.bytes
        #expect(SealedSession(bytes: bytes) == session)
        #expect(SealedSession(bytes: bytes + [0]) == nil)
        for count in bytes.indices { #expect(SealedSession(bytes: Array(bytes[..<count])) == nil) }
        let random = SeededRandom()
        for index in bytes.indices {
            var changed = bytes
            changed[index] = random.bytes(1)[0]
            _ = SealedSession(bytes: changed)
            _ = SealedSession(bytes: [1] + random.bytes(200))
        }
    }
}
