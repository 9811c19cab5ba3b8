import IAMPolicy
import Kernel
import OpenIDConnect
import STSModel
import Testing
import Wire

@testable import ServiceSTS

/// The one unsigned way to credentials: an app's user comes with nothing but a provider's token.
struct AssumeRoleWithWebIdentityTests {
    private let fixture = Fixture()
    private let provider = TestProvider()
    private static let providerARN = "arn:aws:iam::111122223333:oidc-provider/issuer.example/tenant"
    private static let tagsClaim = "https://aws.amazon.com/tags"

    init() {
        fixture.accounts.add(
            RegisteredProvider(url: TestProvider.host, clientIDs: ["app-0", "app-1"], thumbprints: []),
            in: Fixture.account)
    }

    private static func trust(
        _ federated: String = providerARN,
        _ actions: String = #""sts:AssumeRoleWithWebIdentity""#,
        condition: String = "{}"
    ) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"\#(federated)"},"#
            + #""Action":[\#(actions)],"Condition":\#(condition)}]}"#
    }

    private func operation(_ sources: [any WebIdentitySource] = []) -> ServiceSTS.AssumeRoleWithWebIdentity {
        let registered = RegisteredIdentities(roles: fixture.accounts, verifier: TokenVerifier(http: provider))
        return ServiceSTS.AssumeRoleWithWebIdentity(
            roles: fixture.accounts, sessions: RoleSessions(roles: fixture.accounts, tokens: fixture.tokens),
            identities: sources + [registered], accessTokens: [])
    }

    private func exchange(
        _ token: String, for arn: String, duration: Int? = nil, providerID: String? = nil,
        sources: [any WebIdentitySource] = []
    ) async throws -> AssumeRoleWithWebIdentityResponse {
        let request = AssumeRoleWithWebIdentityRequest(
            roleArn: arn, roleSessionName: "phone", webIdentityToken: token, providerId: providerID,
            durationSeconds: duration)
        let call = fixture.call(as: .anonymous)
        let operation = operation(sources)
        #expect(try await operation.permissions(for: request, in: call).isEmpty)
        return try await operation.run(request, in: call)
    }

    @Test("A good token becomes a session that remembers who came with it")
    func success() async throws {
        let arn = try fixture.role(trust: Self.trust())
        let answer = try await exchange(provider.token(), for: arn)
        #expect(answer.subjectFromWebIdentityToken == "bird-1" && answer.audience == "app-1")
        #expect(answer.provider == Self.providerARN)
        #expect(answer.assumedRoleUser?.arn == "arn:aws:sts::111122223333:assumed-role/reader/phone")
        let credentials = try #require(answer.credentials)
        #expect(credentials.expiration == Fixture.now.adding(seconds: 3600))
        let session = try await fixture.session(credentials.accessKeyId, credentials.sessionToken)
        #expect(
            session?.contextKeys == [
                "issuer.example/tenant:aud": ["app-1"], "issuer.example/tenant:sub": ["bird-1"],
                "aws:FederatedProvider": [Self.providerARN],
            ])
        #expect(fixture.accounts.uses.count == 1)
    }

    @Test("Each way to forge or outlive a token is refused in AWS's words")
    func badTokens() async throws {
        let arn = try fixture.role(trust: Self.trust())
        let now = Fixture.now.seconds
        let noJWT =
            "400 InvalidIdentityToken: The ID Token provided is not a valid JWT. "
            + "(You may see this error if you sent an Access Token)"
        let noKey =
            "400 InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,  "
            + "please reference AssumeRoleWithWebIdentity documentation for requirements"
        let parts = try provider.token().split(separator: ".")
        let forged = try provider.token(["sub": .string("bird-2")]).split(separator: ".")
        let cases: [(String, String)] = [
            ("garbage", noJWT), (String(repeating: "A", count: 20_001), noJWT),
            (
                try provider.token(["exp": .integer(Int(now) - 3600)]),
                "400 ExpiredTokenException: Token expired: current date/time \(now) must be before the expiration "
                    + "date/time \(now - 3600)"
            ),
            (try provider.token(["aud": .string("app-2")]), "400 InvalidIdentityToken: Incorrect token audience"),
            (
                try provider.token(["iss": .string("https://other.example")]),
                "400 InvalidIdentityToken: No OpenIDConnect provider found in your account for https://other.example"
            ),
            (
                try provider.token(["iss": .string("http://" + TestProvider.host)]),
                "400 InvalidIdentityToken: No OpenIDConnect provider found in your account for http://"
                    + TestProvider.host
            ),
            (try provider.token(["sub": .null]), "400 InvalidIdentityToken: Missing a required claim: sub"),
            (try provider.token(["exp": .null]), "400 InvalidIdentityToken: Missing a required claim: exp"),
            (try provider.token(["iss": .null]), "400 InvalidIdentityToken: Missing a required claim: iss"),
            (try provider.token(kid: "ghost"), noKey),
        ]
        for (token, expected) in cases {
            #expect(await refusal { _ = try await exchange(token, for: arn) } == expected)
        }
        for token in [
            "\(parts[0]).\(forged[1]).\(parts[2])", try provider.token(algorithm: "none"),
            try provider.token(algorithm: "HS256"), try provider.token(["iat": .integer(Int(now) + 3600)]),
        ] {
            let text = await refusal { _ = try await exchange(token, for: arn) }
            #expect(text?.hasPrefix("400 InvalidIdentityToken: ") == true)
        }
        #expect(fixture.accounts.uses.isEmpty)
    }

    @Test("A provider that cannot be asked is no proof")
    func unreachable() async throws {
        let arn = try fixture.role(trust: Self.trust())
        for (fault, code) in [
            (OutgoingFault.failed("down"), "InvalidIdentityToken"), (.refused("private"), "InvalidIdentityToken"),
            (.tooMuch("slow"), "IDPCommunicationError"),
        ] {
            provider.fail(with: fault)
            let text = await refusal { _ = try await exchange(provider.token(), for: arn) }
            #expect(text?.hasPrefix("400 \(code): ") == true)
        }
    }

    private static let conditions: [(String, Bool)] = [
        (#"{"StringEquals":{"issuer.example/tenant:aud":"app-1"}}"#, true),
        (#"{"StringEquals":{"issuer.example/tenant:aud":"app-0"}}"#, false),
        (#"{"StringLike":{"issuer.example/tenant:sub":"bird-*"}}"#, true),
        (#"{"StringLike":{"issuer.example/tenant:sub":"fish-*"}}"#, false),
        (#"{"ForAnyValue:StringLike":{"issuer.example/tenant:amr":"auth*"}}"#, true),
        (#"{"ForAnyValue:StringLike":{"issuer.example/tenant:amr":"unauth*"}}"#, false),
        (#"{"StringEquals":{"sts:RoleSessionName":"phone"}}"#, true),
        (#"{"StringEquals":{"sts:RoleSessionName":"desk"}}"#, false),
        (#"{"NumericLessThan":{"sts:DurationSeconds":"3600"}}"#, false),
    ]

    @Test("Conditions on claims keep one app's users out of another's role", arguments: conditions)
    func trustConditions(condition: String, isAdmitted: Bool) async throws {
        let arn = try fixture.role(trust: Self.trust(condition: condition))
        let token = try provider.token(["amr": .array([.string("authenticated"), .string("pwd")])])
        let text = await refusal { _ = try await exchange(token, for: arn) }
        #expect(
            text == (isAdmitted ? nil : "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"))
    }

    @Test("A valid token opens only roles that are there and trust its provider")
    func closedRoles() async throws {
        let closed = [
            try fixture.role("users", trust: Fixture.trust("arn:aws:iam::111122223333:root")),
            try fixture.role("other", trust: Self.trust(Self.providerARN + "2")),
            try fixture.role(
                "signed", trust: Self.trust(Self.providerARN, #""sts:AssumeRole""#)),
            "arn:aws:iam::111122223333:role/ghost",
        ]
        for arn in closed {
            let text = await refusal { _ = try await exchange(provider.token(), for: arn) }
            #expect(text == "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity")
        }
        let elsewhere = try fixture.role(in: Fixture.otherAccount, trust: Self.trust())
        let text = await refusal { _ = try await exchange(provider.token(), for: elsewhere) }
        #expect(text?.contains("No OpenIDConnect provider found in your account") == true)
    }

    @Test("The authorized party takes the place of the audience")
    func authorizedParty() async throws {
        let arn = try fixture.role(
            trust: Self.trust(
                condition: #"{"StringEquals":{"issuer.example/tenant:aud":"app-0","issuer.example/tenant:oaud":"x"}}"#))
        let token = try provider.token(["aud": .string("x"), "azp": .string("app-0")])
        #expect(try await exchange(token, for: arn).audience == "app-0")
    }

    @Test("Tags and the source identity in a token need the trust policy's leave")
    func tags() async throws {
        let claims: [String: Document] = [
            Self.tagsClaim: .object([
                .init("principal_tags", .object([.init("team", .array([.string("birds")]))])),
                .init("transitive_tag_keys", .array([.string("team")])),
            ]),
            "https://aws.amazon.com/source_identity": .string("alice"),
        ]
        let plain = try fixture.role("plain", trust: Self.trust())
        let text = await refusal { _ = try await exchange(provider.token(claims), for: plain) }
        #expect(text == "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity")
        let open = try fixture.role(
            "open",
            trust: Self.trust(
                Self.providerARN, #""sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:SetSourceIdentity""#))
        let answer = try await exchange(provider.token(claims), for: open)
        let credentials = try #require(answer.credentials)
        let session = try await fixture.session(credentials.accessKeyId, credentials.sessionToken)
        #expect(session?.tags == ["team": "birds"] && session?.transitiveTagKeys == ["team"])
        #expect(session?.sourceIdentity == "alice" && answer.sourceIdentity == "alice")
        #expect(answer.packedPolicySize == 1)
    }

    @Test("Bad requests besides the token")
    func requests() async throws {
        let arn = try fixture.role(trust: Self.trust())
        let bad = await refusal { _ = try await exchange(provider.token(), for: "arn:aws:iam::111122223333:user/al") }
        #expect(bad == "400 ValidationError: Request ARN is invalid")
        let long = await refusal { _ = try await exchange(provider.token(), for: arn, duration: 3601) }
        #expect(
            long
                == "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
        let oauth = await refusal { _ = try await exchange(provider.token(), for: arn, providerID: "www.amazon.com") }
        #expect(oauth?.hasPrefix("400 InvalidIdentityToken: ") == true)
    }

    /// Knows one token, as the source for identity pools will know those of its pools.
    private struct PoolIdentities: WebIdentitySource {
        func identity(by token: String, in account: AccountID, at time: Timestamp) async throws -> WebIdentity? {
            guard token == "pool-token" else { return nil }
            return WebIdentity(
                provider: "cognito-identity.amazonaws.com", namespace: "cognito-identity.amazonaws.com",
                subject: "eu:1", audience: "eu:pool",
                conditions: ["aud": ["eu:pool"], "sub": ["eu:1"], "amr": ["authenticated"]])
        }
    }

    @Test("Other sources of identities stand beside the registered providers")
    func seam() async throws {
        let arn = try fixture.role(
            trust: Self.trust(
                "cognito-identity.amazonaws.com",
                condition: #"{"StringEquals":{"cognito-identity.amazonaws.com:aud":"eu:pool"}}"#))
        let answer = try await exchange("pool-token", for: arn, sources: [PoolIdentities()])
        #expect(answer.provider == "cognito-identity.amazonaws.com" && answer.audience == "eu:pool")
        let registered = try fixture.role("registered", trust: Self.trust())
        #expect(try await exchange(provider.token(), for: registered, sources: [PoolIdentities()]).credentials != nil)
    }
}
