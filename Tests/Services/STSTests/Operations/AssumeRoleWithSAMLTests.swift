import Foundation
import IAMPolicy
import Kernel
import STSModel
import Testing
import Wire

@testable import ServiceSTS

/// A person of a company comes with nothing but what its identity provider has signed.
struct AssumeRoleWithSAMLTests {
    private let fixture = Fixture()
    private static let provider = "arn:aws:iam::111122223333:saml-provider/idp"
    private static let role = "arn:aws:iam::111122223333:role/reader"
    /// 2026-11-22T10:00:00Z, for which the documents of `SAMLAssertionsTests` were made.
    private static let now = Timestamp(seconds: 1_795_341_600)

    private func document(_ name: String) throws -> String {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return try String(
            contentsOf: folder.appendingPathComponent("SAMLAssertionsTests/Fixtures/\(name).xml"), encoding: .utf8)
    }

    private func trust(_ condition: String = "{}", actions: String = #""sts:AssumeRoleWithSAML""#) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"\#(Self.provider)"},"#
            + #""Action":[\#(actions)],"Condition":\#(condition)}]}"#
    }

    private func exchange(
        _ name: String, for role: String = role, by provider: String = provider, seconds: Int64 = 0,
        duration: Int? = nil
    ) async throws -> AssumeRoleWithSAMLResponse {
        let metadata = try document("metadata")
        let registered = RegisteredSAMLProvider(
            arn: Self.provider, metadata: metadata, validUntil: Self.now.seconds + 100_000)
        fixture.accounts.add(registered)
        let operation = ServiceSTS.AssumeRoleWithSAML(
            roles: fixture.accounts, sessions: RoleSessions(roles: fixture.accounts, tokens: fixture.tokens),
            identities: SAMLIdentities(providers: fixture.accounts))
        let assertion = String(decoding: Base64.encode(Array(try document(name).utf8)), as: UTF8.self)
        let request = AssumeRoleWithSAMLRequest(
            roleArn: role, principalArn: provider, samlAssertion: assertion, durationSeconds: duration)
        let call = fixture.call(as: .anonymous, at: Self.now.adding(seconds: seconds))
        #expect(try await operation.permissions(for: request, in: call).isEmpty)
        return try await operation.run(request, in: call)
    }

    @Test("A good assertion becomes a session that remembers who came with it")
    func success() async throws {
        try fixture.role(trust: trust(#"{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"#))
        let answer = try await exchange("sts")
        #expect(answer.subject == "ada" && answer.subjectType == "persistent")
        #expect(answer.issuer == "https://idp.example/saml" && answer.audience == "https://signin.aws.amazon.com/saml")
        #expect(answer.assumedRoleUser?.arn == "arn:aws:sts::111122223333:assumed-role/reader/ada")
        #expect(answer.nameQualifier?.count == 28)
        let credentials = try #require(answer.credentials)
        #expect(credentials.expiration == Self.now.adding(seconds: 3600))
        let session = try await fixture.session(credentials.accessKeyId, credentials.sessionToken, at: Self.now)
        #expect(session?.contextKeys["saml:sub"] == ["ada"])
        #expect(session?.contextKeys["aws:FederatedProvider"] == [Self.provider])
    }

    @Test("Tags and a source identity need the trust policy's leave")
    func tags() async throws {
        try fixture.role(trust: trust())
        #expect(
            await refusal { _ = try await exchange("sts-tags") }
                == "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML")
    }

    @Test("Tags and a source identity come from the assertion")
    func tagged() async throws {
        try fixture.role(
            trust: trust(actions: #""sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity""#))
        let answer = try await exchange("sts-tags")
        #expect(answer.sourceIdentity == "ada")
        #expect(answer.assumedRoleUser?.arn == "arn:aws:sts::111122223333:assumed-role/reader/ada@example.com")
        let credentials = try #require(answer.credentials)
        let session = try await fixture.session(credentials.accessKeyId, credentials.sessionToken, at: Self.now)
        #expect(session?.tags == ["team": "birds"] && session?.transitiveTagKeys == ["team"])
    }

    @Test("A session ends with the one at the provider")
    func sessionEnd() async throws {
        try fixture.role(trust: trust())
        #expect(try await exchange("sts-short").credentials?.expiration == Self.now.adding(seconds: 1200))
        #expect(
            try await exchange("sts-short", duration: 900).credentials?.expiration == Self.now.adding(seconds: 900))
    }

    @Test("Whatever does not fit is refused in AWS's words")
    func refusals() async throws {
        try fixture.role(trust: trust())
        try fixture.role("writer", trust: trust())
        let denied = "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML"
        let invalid = "400 InvalidIdentityToken: "
        let documents = [
            ("foreign-key", invalid + "Response signature invalid"),
            ("other-issuer", invalid + "Issuer not present in specified provider"),
            ("other-audience", invalid + "Response does not contain the required audience."),
            ("no-subject", invalid + "Your request included an invalid SAML response."),
            ("sts-no-name", invalid + "RoleSessionName is required in AuthnResponse"),
            ("sts-bad-name", invalid + "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"),
            // Without the attribute `Role`, the provider lets nobody have any role.
            ("assertion-signed", denied),
        ]
        for (name, text) in documents { #expect(await refusal { _ = try await exchange(name) } == text) }
        let writer = Self.role.replacing("reader", with: "writer")
        #expect(await refusal { _ = try await exchange("sts", for: writer) } == denied)
        #expect(
            await refusal { _ = try await exchange("sts", by: Self.provider + "2") }
                == invalid + "Specified provider doesn't exist")
        #expect(
            await refusal { _ = try await exchange("sts", seconds: 300) }
                == "400 ExpiredTokenException: Token must be redeemed within 5 minutes of issuance")
        #expect(
            await refusal { _ = try await exchange("sts", duration: 7200) }
                == "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    }

    @Test("The trust policy decides by what the assertion says")
    func conditions() async throws {
        try fixture.role(trust: trust(#"{"StringEquals":{"SAML:sub":"eve"}}"#))
        #expect(
            await refusal { _ = try await exchange("sts") }
                == "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML")
    }
}
