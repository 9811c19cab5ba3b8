import Kernel
import STSModel
import Testing
import Wire

@testable import ServiceSTS

/// Who may become whom, for how long and with how much: the table that a mobile backend's safety stands on.
struct AssumeRoleTests {
    private let fixture = Fixture()
    private let alice = Principal.user(Fixture.alice)
    private let aliceARN = "arn:aws:iam::111122223333:user/staff/alice"

    private func input(
        _ arn: String, duration: Int? = nil, tags: [STSModel.Tag]? = nil, transitive: [String]? = nil,
        externalID: String? = nil, policy: String? = nil, policyARNs: [String]? = nil, sourceIdentity: String? = nil
    ) -> AssumeRoleRequest {
        AssumeRoleRequest(
            roleArn: arn, roleSessionName: "desk", policyArns: policyARNs?.map { PolicyDescriptorType(arn: $0) },
            policy: policy, durationSeconds: duration, tags: tags, transitiveTagKeys: transitive,
            externalId: externalID, sourceIdentity: sourceIdentity)
    }

    /// Asks for permissions, decides them, and runs; answers the actions that were denied instead.
    private func assume(
        _ input: AssumeRoleRequest, as principal: Principal, identity: [String] = []
    ) async throws -> (denied: [String], answer: AssumeRoleResponse?) {
        let call = fixture.call(as: principal)
        let permissions = try await fixture.assumeRole.permissions(for: input, in: call)
        let denied = try fixture.authorize(permissions, as: principal, identity: identity)
        return (denied, denied.isEmpty ? try await fixture.assumeRole.run(input, in: call) : nil)
    }

    private func session(of answer: AssumeRoleResponse?) async throws -> SessionPrincipal {
        let credentials = try #require(answer?.credentials)
        return try #require(try await fixture.session(credentials.accessKeyId, credentials.sessionToken))
    }

    private static let allowAll =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:*","Resource":"*"}]}"#

    @Test("Both sides decide: whom the trust policy names, and what the caller's own policies say")
    func matrix() async throws {
        let own = "arn:aws:iam::111122223333:root"
        let other = "arn:aws:iam::000000000042:root"
        // Trust, the role's account, identity policies, whether admitted.
        let cases: [(String, AccountID, [String], Bool)] = [
            (aliceARN, Fixture.account, [], true), (own, Fixture.account, [], false),
            (own, Fixture.account, [Self.allowAll], true), (other, Fixture.account, [Self.allowAll], false),
            (aliceARN, Fixture.otherAccount, [], false), (aliceARN, Fixture.otherAccount, [Self.allowAll], true),
            (own, Fixture.otherAccount, [Self.allowAll], true), (other, Fixture.otherAccount, [Self.allowAll], false),
        ]
        for (index, (trust, account, identity, isAdmitted)) in cases.enumerated() {
            let arn = try fixture.role("role-\(index)", in: account, path: "/app/", trust: Fixture.trust(trust))
            let outcome = try await assume(input(arn), as: alice, identity: identity)
            #expect((outcome.answer != nil) == isAdmitted, "case \(index)")
            #expect(isAdmitted || outcome.denied == ["sts:AssumeRole"])
        }
    }

    @Test("The session is the role's, in the role's account, and carries what was asked for")
    func answer() async throws {
        let arn = try fixture.role(
            in: Fixture.otherAccount, path: "/app/", trust: Fixture.trust(aliceARN), maximum: 7200)
        let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#
        let request = input(
            arn, duration: 7200, policy: policy, policyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"])
        let answer = try await assume(request, as: alice, identity: [Self.allowAll]).answer
        #expect(answer?.assumedRoleUser?.arn == "arn:aws:sts::000000000042:assumed-role/reader/desk")
        #expect(answer?.assumedRoleUser?.assumedRoleId == "AROAROLEROLEROLEROLER:desk")
        #expect(answer?.credentials?.expiration == Fixture.now.adding(seconds: 7200))
        #expect(answer?.packedPolicySize == 4)
        let session = try await session(of: answer)
        #expect(session.account == Fixture.otherAccount && session.expiresAt == Fixture.now.seconds + 7200)
        #expect(session.sessionPolicies == [policy])
        #expect(session.sessionPolicyARNs == ["arn:aws:iam::aws:policy/ReadOnlyAccess"])
        #expect(session.roleARN == arn)
        #expect(fixture.accounts.uses == ["reader 000000000042 eu-central-1 1800000000"])
    }

    @Test("Without a policy there is no packed size, and the session lasts an hour")
    func plain() async throws {
        let arn = try fixture.role(trust: Fixture.trust(aliceARN), maximum: 43_200)
        let answer = try await assume(input(arn), as: alice).answer
        #expect(answer?.packedPolicySize == nil && answer?.sourceIdentity == nil)
        #expect(answer?.credentials?.expiration == Fixture.now.adding(seconds: 3600))
    }

    @Test("A role that is not there, or elsewhere, is refused like a forbidden one")
    func unknown() async throws {
        try fixture.role(path: "/app/", trust: Fixture.trust(aliceARN))
        for arn in [
            "arn:aws:iam::111122223333:role/ghost", "arn:aws:iam::111122223333:role/reader",
            "arn:aws:iam::000000000042:role/app/reader",
        ] {
            let text = await refusal { _ = try await assume(input(arn), as: alice) }
            #expect(
                text == "403 AccessDenied: User: \(aliceARN) is not authorized to perform: sts:AssumeRole "
                    + "on resource: \(arn)")
        }
        for arn in ["arn:aws:iam::111122223333:user/alice", "arn:aws:iam::1:role/reader", "role/reader/of/twenty"] {
            #expect(
                await refusal { _ = try await assume(input(arn), as: alice) }
                    == "400 ValidationError: \(arn) is invalid")
        }
    }

    @Test("Root, its sessions and federated users are refused whatever the trust policy says")
    func neverAdmitted() async throws {
        let arn = try fixture.role(trust: Fixture.trust("arn:aws:iam::111122223333:root"))
        let ownOfRoot = SessionPrincipal(
            account: Fixture.account, origin: .own(nil), accessKeyID: "ASIA", issuedAt: 0, expiresAt: 1)
        for principal in [Principal.root(account: Fixture.account), .session(ownOfRoot)] {
            let text = await refusal { _ = try await assume(input(arn), as: principal) }
            #expect(text == "403 AccessDenied: Roles may not be assumed by root accounts.")
        }
        let federated = SessionPrincipal(
            account: Fixture.account, origin: .federatedUser(name: "web", issuer: nil), accessKeyID: "ASIA",
            issuedAt: 0, expiresAt: 1)
        let text = await refusal { _ = try await assume(input(arn), as: .session(federated)) }
        #expect(text?.contains("federated-user/web is not authorized to perform: sts:AssumeRole") == true)
    }

    @Test("The external id is compared to the letter", arguments: [("sesame", true), ("Sesame", false), (nil, false)])
    func externalID(given: String?, isAdmitted: Bool) async throws {
        let arn = try fixture.role(
            trust: Fixture.trust(aliceARN, condition: #"{"StringEquals":{"sts:ExternalId":"sesame"}}"#))
        #expect(try await (assume(input(arn, externalID: given), as: alice).answer != nil) == isAdmitted)
    }

    @Test("Durations beyond the role's own limit, or an hour when chained, are refused")
    func durations() async throws {
        let role = "arn:aws:iam::111122223333:role/first"
        let arn = try fixture.role(trust: Fixture.trust(aliceARN), maximum: 7200)
        let second = try fixture.role("second", trust: Fixture.trust(role), maximum: 7200)
        let chaining = Principal.session(Self.roleSession())
        let tooLong =
            "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        let chained =
            "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit "
            + "for roles assumed by role chaining."
        let cases: [(String, Int, Principal, String?)] = [
            (arn, 7200, alice, nil), (arn, 7201, alice, tooLong), (second, 3600, chaining, nil),
            (second, 3601, chaining, chained), (second, 900, chaining, nil),
        ]
        for (arn, duration, principal, expected) in cases {
            let text = await refusal {
                let outcome = try await assume(input(arn, duration: duration), as: principal)
                #expect(outcome.denied.isEmpty)
            }
            #expect(text == expected)
        }
    }

    private static func roleSession(
        tags: [String: String] = [:], transitive: [String] = [], sourceIdentity: String? = nil
    ) -> SessionPrincipal {
        SessionPrincipal(
            account: Fixture.account,
            origin: .role(name: "first", path: "/", id: "AROAFIRST", sessionName: "desk"), accessKeyID: "ASIA",
            issuedAt: 0, expiresAt: Fixture.now.seconds + 60, tags: tags, transitiveTagKeys: transitive,
            sourceIdentity: sourceIdentity)
    }

    @Test("Tags need sts:TagSession in the trust policy, under whose conditions they stand")
    func tagging() async throws {
        let plain = try fixture.role("plain", trust: Fixture.trust(aliceARN))
        let conditioned = try fixture.role(
            "conditioned",
            trust: Fixture.trust(
                aliceARN, #""sts:AssumeRole","sts:TagSession""#,
                condition: #"{"StringEquals":{"aws:RequestTag/team":"birds"}}"#))
        let birds = [STSModel.Tag(key: "team", value: "birds"), .init(key: "Desk", value: "4")]
        let fish = [STSModel.Tag(key: "team", value: "fish")]
        #expect(try await assume(input(plain, tags: birds), as: alice).denied == ["sts:TagSession"])
        #expect(
            try await assume(input(conditioned, tags: fish), as: alice).denied == ["sts:AssumeRole", "sts:TagSession"])
        let outcome = try await assume(input(conditioned, tags: birds, transitive: ["team"]), as: alice)
        let session = try await session(of: outcome.answer)
        #expect(session.tags == ["team": "birds", "Desk": "4"] && session.transitiveTagKeys == ["team"])
    }

    @Test("Transitive tags and the source identity follow along a chain, and cannot be changed")
    func chainedTags() async throws {
        let role = "arn:aws:iam::111122223333:role/first"
        let arn = try fixture.role(
            trust: Fixture.trust(role, #""sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity""#))
        let closed = try fixture.role("closed", trust: Fixture.trust(role))
        let caller = Principal.session(
            Self.roleSession(tags: ["team": "birds", "desk": "4"], transitive: ["Team"], sourceIdentity: "alice"))
        let answer = try await assume(input(arn, tags: [.init(key: "x", value: "y")]), as: caller).answer
        let session = try await session(of: answer)
        #expect(session.tags == ["team": "birds", "x": "y"] && session.transitiveTagKeys == ["Team"])
        #expect(session.sourceIdentity == "alice" && answer?.sourceIdentity == "alice")
        #expect(try await assume(input(closed), as: caller).denied == ["sts:TagSession", "sts:SetSourceIdentity"])
        let other = await refusal { _ = try await assume(input(arn, sourceIdentity: "bob"), as: caller) }
        #expect(other == "400 ValidationError: The source identity is already set for this assume role session")
        let again = await refusal {
            _ = try await assume(input(arn, tags: [.init(key: "TEAM", value: "fish")]), as: caller)
        }
        #expect(
            again == "400 InvalidParameterValue: One of the specified transitive tag keys can't be set because it "
                + "conflicts with a transitive tag key from the calling session.")
    }

    @Test("A malformed or oversized session policy is not taken for none")
    func policies() async throws {
        let arn = try fixture.role(trust: Fixture.trust(aliceARN))
        let text = await refusal { _ = try await assume(input(arn, policy: "{"), as: alice) }
        #expect(text?.hasPrefix("400 MalformedPolicyDocument: ") == true)
        let actions = (0..<500).map { #""service:Action\#($0)""# }.joined(separator: ",")
        let long = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\#(actions)],"Resource":"*"}]}"#
        let large = await refusal { _ = try await assume(input(arn, policy: long), as: alice) }
        #expect(large?.hasPrefix("400 PackedPolicyTooLarge: Packed policy consumes ") == true)
    }

    @Test("A trust policy can demand a second factor, and only its own code satisfies it")
    func multiFactor() async throws {
        let condition = #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#
        let arn = try fixture.role(trust: Fixture.trust(aliceARN, condition: condition))
        #expect(try await assume(input(arn), as: alice).denied == ["sts:AssumeRole"])
        var proved = input(arn)
        proved.serialNumber = Devices.serialNumber
        proved.tokenCode = "123456"
        #expect(try await session(of: assume(proved, as: alice).answer).isMultiFactor == false)
        let cases: [(String?, String?, String)] = [
            (Devices.serialNumber, "654321", "MultiFactorAuthentication failed with invalid MFA"),
            ("arn:aws:iam::111122223333:mfa/bob", "123456", "MultiFactorAuthentication failed, unable to validate"),
            (Devices.serialNumber, nil, "MultiFactorAuthentication failed, must provide both MFA serial number"),
            (nil, "123456", "MultiFactorAuthentication failed, must provide both MFA serial number"),
        ]
        for (serialNumber, code, words) in cases {
            var request = input(arn)
            request.serialNumber = serialNumber
            request.tokenCode = code
            let text = await refusal { _ = try await assume(request, as: alice) }
            #expect(text?.hasPrefix("403 AccessDenied: \(words)") == true, "\(text ?? "")")
        }
    }
}
