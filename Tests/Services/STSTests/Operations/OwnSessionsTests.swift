import IAMPolicy
import Kernel
import STSModel
import Testing
import Wire

@testable import ServiceSTS

/// GetSessionToken and GetFederationToken: keys that end must not be a way around what ends them.
struct OwnSessionsTests {
    private let fixture = Fixture()
    private let alice = Principal.user(Fixture.alice)
    private let root = Principal.root(account: Fixture.account)

    private static let sessions: [SessionPrincipal.Origin] = SessionTokensTests.origins

    @Test("A user's own session is the user; root's lasts an hour whatever it asks for")
    func ownSession() async throws {
        let operation = fixture.getSessionToken
        let cases: [(Principal, Int?, Int64, SessionUser?)] = [
            (alice, nil, 43_200, .init(name: "alice", path: "/staff/", id: Fixture.alice.id)),
            (alice, 129_600, 129_600, .init(name: "alice", path: "/staff/", id: Fixture.alice.id)),
            (root, nil, 3600, nil), (root, 129_600, 3600, nil), (root, 900, 900, nil),
        ]
        for (principal, requested, seconds, user) in cases {
            let call = fixture.call(as: principal)
            let request = GetSessionTokenRequest(durationSeconds: requested)
            #expect(try await operation.permissions(for: request, in: call).isEmpty)
            let credentials = try #require(try await operation.run(request, in: call).credentials)
            #expect(credentials.expiration == Fixture.now.adding(seconds: seconds))
            let session = try await fixture.session(credentials.accessKeyId, credentials.sessionToken)
            #expect(session?.origin == .own(user) && session?.arn == principal.arn)
        }
    }

    @Test("No session begets a session", arguments: sessions)
    func sessionsOfSessions(origin: SessionPrincipal.Origin) async {
        let call = fixture.call(as: .session(SessionTokensTests.principal(origin)))
        let own = await refusal {
            _ = try await fixture.getSessionToken.permissions(for: .init(), in: call)
        }
        #expect(own == "403 AccessDenied: Cannot call GetSessionToken with session credentials")
        let federated = await refusal {
            _ = try await GetFederationToken(tokens: fixture.tokens).permissions(for: .init(name: "web"), in: call)
        }
        #expect(federated == "403 AccessDenied: Cannot call GetFederationToken with session credentials")
    }

    @Test("A second factor is proved by its own code alone, and stands in the session")
    func multiFactor() async throws {
        let call = fixture.call(as: alice)
        let cases: [(String, String, String?)] = [
            (Devices.serialNumber, "123456", nil),
            (Devices.serialNumber, "654321", "failed with invalid MFA one time pass code. "),
            ("arn:aws:iam::111122223333:mfa/bob", "123456", "failed, unable to validate MFA code."),
        ]
        for (serialNumber, code, words) in cases {
            let request = GetSessionTokenRequest(serialNumber: serialNumber, tokenCode: code)
            if let words {
                let text = await refusal { _ = try await fixture.getSessionToken.run(request, in: call) }
                #expect(text?.hasPrefix("403 AccessDenied: MultiFactorAuthentication \(words)") == true)
            } else {
                let keys = try #require(try await fixture.getSessionToken.run(request, in: call).credentials)
                #expect(try await fixture.session(keys.accessKeyId, keys.sessionToken)?.isMultiFactor == true)
            }
        }
    }

    @Test("A federated user is named by its broker, and carries policies and tags")
    func federation() async throws {
        let operation = GetFederationToken(tokens: fixture.tokens)
        let call = fixture.call(as: alice)
        let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#
        let request = GetFederationTokenRequest(
            name: "web", policy: policy, durationSeconds: 900, tags: [.init(key: "team", value: "birds")])
        let permissions = try await operation.permissions(for: request, in: call)
        #expect(permissions.map(\.action) == ["sts:GetFederationToken", "sts:TagSession"])
        #expect(Set(permissions.map(\.resource)) == ["arn:aws:sts::111122223333:federated-user/web"])
        #expect(permissions[1].context["aws:RequestTag/team"] == ["birds"])
        let answer = try await operation.run(request, in: call)
        #expect(answer.federatedUser?.federatedUserId == "111122223333:web")
        #expect(answer.federatedUser?.arn == "arn:aws:sts::111122223333:federated-user/web")
        #expect(answer.packedPolicySize == 3)
        let credentials = try #require(answer.credentials)
        let session = try await fixture.session(credentials.accessKeyId, credentials.sessionToken)
        #expect(session?.sessionPolicies == [policy] && session?.tags == ["team": "birds"])
        #expect(session?.expiresAt == Fixture.now.seconds + 900)
    }

    @Test("Without a policy a federated user may do nothing by its broker's policies", arguments: [true, false])
    func closedFederation(isRoot: Bool) async throws {
        let call = fixture.call(as: isRoot ? root : alice)
        let answer = try await GetFederationToken(tokens: fixture.tokens).run(.init(name: "web"), in: call)
        #expect(answer.packedPolicySize == nil)
        let credentials = try #require(answer.credentials)
        let session = try #require(
            try await fixture.session(credentials.accessKeyId, credentials.sessionToken))
        let document = try PolicyDocument(parsing: try #require(session.sessionPolicies.first), as: .session)
        let everything = try PolicyDocument(
            parsing: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
            as: .inline)
        let policies = PrincipalPolicies(
            identity: [NamedPolicy(name: "all", document: everything)],
            session: [NamedPolicy(name: "session", document: document)])
        let issuer = isRoot ? nil : Fixture.alice.arn
        let caller = Caller(
            kind: .federatedUser(issuer: issuer), arn: session.arn, account: session.account.digits)
        for action in ["s3:GetObject", "iam:ListUsers", "*:*"] {
            let request = AuthorizationRequest(caller: caller, action: action, resource: "*")
            #expect(!ApplicablePolicies(principal: policies).decision(on: request).isAllowed)
        }
    }
}
