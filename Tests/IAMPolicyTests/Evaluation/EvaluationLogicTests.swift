import IAMPolicy
import Testing

/// The rules of IAM's pages on policy evaluation, each by the case that shows it.
@Suite struct EvaluationLogicTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var caller: Caller = .alice
        var identity: String?
        var boundary: String?
        var session: String?
        /// The Principal element of an allowing resource policy.
        var grantee: String?
        var isRequired: Bool = false
        var owner: String?
        /// The reason's category for a denial, `nil` for an allow.
        var lacks: PolicyCategory?
    }

    static let yes = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
    static let no = #"{"Effect":"Allow","Action":"sns:*","Resource":"*"}"#
    static let user = #"{"AWS":"arn:aws:iam::111111111111:user/alice"}"#
    static let role = #"{"AWS":"arn:aws:iam::111111111111:role/dev"}"#
    static let roleSession = #"{"AWS":"arn:aws:sts::111111111111:assumed-role/dev/s1"}"#
    static let account = #"{"AWS":"111111111111"}"#
    static let accountRoot = #"{"AWS":"arn:aws:iam::111111111111:root"}"#
    static let fred = #"{"AWS":"arn:aws:sts::111111111111:federated-user/fred"}"#
    static let other = "222222222222"

    static let sameAccount: [Case] = [
        Case(testDescription: "nothing allows", lacks: .identityBased),
        Case(testDescription: "identity allows", identity: yes),
        Case(testDescription: "resource names the user", grantee: user),
        Case(testDescription: "naming the user passes the boundary by", boundary: no, grantee: user),
        Case(testDescription: "everyone passes the boundary by", boundary: no, grantee: #""*""#),
        Case(testDescription: "boundary limits identity", identity: yes, boundary: no, lacks: .permissionsBoundary),
        Case(testDescription: "naming the account alone gives nothing", grantee: account, lacks: .identityBased),
        Case(testDescription: "identity allows beside the account", identity: yes, grantee: accountRoot),
        Case(testDescription: "role ARN suffices", caller: .session, grantee: role),
        Case(
            testDescription: "role ARN is limited by the session policy", caller: .session, session: no, grantee: role,
            lacks: .session
        ),
        Case(
            testDescription: "role ARN is limited by the boundary", caller: .session, boundary: no, grantee: role,
            lacks: .permissionsBoundary
        ),
        Case(
            testDescription: "session ARN passes both by", caller: .session, boundary: no, session: no,
            grantee: roleSession
        ),
        Case(
            testDescription: "session policy limits identity", caller: .session, identity: yes, session: no,
            lacks: .session
        ),
        Case(testDescription: "session and identity allow", caller: .session, identity: yes, session: yes),
        Case(
            testDescription: "session policy gives nothing by itself", caller: .session, session: yes,
            lacks: .identityBased
        ),
        Case(
            testDescription: "federating user's ARN is limited by the session policy", caller: .federated, session: no,
            grantee: user, lacks: .session
        ),
        Case(testDescription: "federated user's ARN passes it by", caller: .federated, session: no, grantee: fred),
        Case(testDescription: "root needs nothing", caller: .root),
        Case(testDescription: "anonymous needs everyone", caller: .anonymous, grantee: account, lacks: .resourceBased),
        Case(testDescription: "anonymous is one of everyone", caller: .anonymous, grantee: #"{"AWS":"*"}"#),
        Case(testDescription: "service by name", caller: .service, grantee: #"{"Service":"lambda.amazonaws.com"}"#),
        Case(
            testDescription: "another service", caller: .service, grantee: #"{"Service":"sns.amazonaws.com"}"#,
            lacks: .identityBased
        ),
    ]

    static let required: [Case] = [
        Case(
            testDescription: "identity alone is not enough", identity: yes, grantee: role, isRequired: true,
            lacks: .resourceBased),
        Case(testDescription: "direct naming suffices", grantee: user, isRequired: true),
        Case(testDescription: "account and identity", identity: yes, grantee: account, isRequired: true),
        Case(testDescription: "account without identity", grantee: account, isRequired: true, lacks: .identityBased),
        Case(testDescription: "root, not named", caller: .root, grantee: user, isRequired: true, lacks: .resourceBased),
        Case(testDescription: "root, account named", caller: .root, grantee: account, isRequired: true),
        Case(
            testDescription: "role named, session narrowed", caller: .session, session: no, grantee: role,
            isRequired: true, lacks: .session),
    ]

    static let crossAccount: [Case] = [
        Case(testDescription: "both sides", identity: yes, grantee: user, owner: other),
        Case(testDescription: "both sides, by account", identity: yes, grantee: account, owner: other),
        Case(testDescription: "identity alone", identity: yes, owner: other, lacks: .resourceBased),
        Case(testDescription: "resource alone", grantee: user, owner: other, lacks: .identityBased),
        Case(testDescription: "everyone is not enough", grantee: #""*""#, owner: other, lacks: .identityBased),
        Case(
            testDescription: "boundary", identity: yes, boundary: no, grantee: user, owner: other,
            lacks: .permissionsBoundary),
        Case(
            testDescription: "session ARN is limited too", caller: .session, identity: yes, session: no,
            grantee: roleSession, owner: other, lacks: .session
        ),
        Case(testDescription: "root of elsewhere", caller: .root, owner: other, lacks: .resourceBased),
        Case(testDescription: "root of elsewhere, named", caller: .root, grantee: account, owner: other),
        Case(
            testDescription: "services belong to no account", caller: .service,
            grantee: #"{"Service":"lambda.amazonaws.com"}"#, owner: other),
    ]

    @Test("Both sides and limits", arguments: sameAccount + required + crossAccount)
    func decides(_ example: Case) throws {
        let session = try example.session.map { [try PolicyText.named("s", $0, as: .session)] }
        let principal = PrincipalPolicies(
            identity: try example.identity.map { [try PolicyText.named("i", $0)] } ?? [],
            boundary: try example.boundary.map { try PolicyText.named("b", $0, as: .boundary) },
            session: session
        )
        let resource = try example.grantee.map { grantee in
            let statement = #"{"Effect":"Allow","Principal":\#(grantee),"Action":"*","Resource":"*"}"#
            return ResourcePolicy(
                policy: try PolicyText.named("r", statement, as: .resource),
                isRequired: example.isRequired
            )
        }
        let request = AuthorizationRequest(
            caller: example.caller,
            action: "s3:GetObject",
            resource: "arn:aws:s3:::b/x",
            resourceAccount: example.owner
        )
        let decision = ApplicablePolicies(principal: principal, resource: resource).decision(on: request)
        if let lacks = example.lacks {
            #expect(decision.reason == .noAllow(in: lacks))
        } else {
            #expect(decision.isAllowed)
        }
    }

    @Test("A federated user without session policies may do nothing by itself")
    func emptySession() throws {
        let principal = PrincipalPolicies(identity: [try PolicyText.named("i", Self.yes)], session: [])
        let request = AuthorizationRequest(caller: .federated, action: "s3:GetObject", resource: "*")
        #expect(ApplicablePolicies(principal: principal).decision(on: request).reason == .noAllow(in: .session))
    }

    static let notPrincipal: [(Caller, String, Bool)] = [
        (.alice, #"["arn:aws:iam::111111111111:user/alice","111111111111"]"#, false),
        (.alice, #"["arn:aws:iam::111111111111:user/alice"]"#, true),
        (.alice, #"["111111111111"]"#, true),
        (.session, #"["arn:aws:iam::111111111111:role/dev","111111111111"]"#, true),
        (
            .session,
            #"["arn:aws:iam::111111111111:role/dev","111111111111","arn:aws:sts::111111111111:assumed-role/dev/s1"]"#,
            false
        ),
        (.root, #"["111111111111"]"#, false),
        (.anonymous, #"["111111111111"]"#, true),
    ]

    @Test("Deny with NotPrincipal exempts only who is listed with role and account", arguments: notPrincipal)
    func exempts(_ caller: Caller, _ listed: String, _ isDenied: Bool) throws {
        let policy = try PolicyText.named(
            "r",
            #"{"Effect":"Deny","NotPrincipal":{"AWS":\#(listed)},"Action":"*","Resource":"*"}"#,
            #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#,
            as: .resource
        )
        let request = AuthorizationRequest(caller: caller, action: "s3:GetObject", resource: "*")
        let policies = ApplicablePolicies(resource: ResourcePolicy(policy: policy))
        #expect(policies.decision(on: request).isAllowed != isDenied)
    }

    @Test("The example of IAM's page: Carlos and his buckets")
    func carlos() throws {
        let identity = try PolicyText.named(
            "carlos",
            #"{"Sid":"AllowS3ListRead","Effect":"Allow","Action":["s3:GetBucketLocation","s3:ListAllMyBuckets"],"Resource":"arn:aws:s3:::*"}"#,
            #"{"Sid":"AllowS3Self","Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::carlossalazar/*","arn:aws:s3:::carlossalazar"]}"#,
            #"{"Sid":"DenyS3Logs","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::*log*"}"#
        )
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [identity]))
        let put = { AuthorizationRequest(caller: .alice, action: "s3:PutObject", resource: $0) }
        let logs = policies.decision(on: put("arn:aws:s3:::carlossalazar-logs/x"))
        guard case .explicitDeny(let statement) = logs.reason else {
            Issue.record("expected an explicit deny")
            return
        }
        #expect(statement.sid == "DenyS3Logs" && statement.index == 2 && statement.policy == "carlos")
        #expect(policies.decision(on: put("arn:aws:s3:::carlossalazar/x")).isAllowed)
        #expect(policies.decision(on: put("arn:aws:s3:::elsewhere/x")).reason == .noAllow(in: .identityBased))
    }
}
