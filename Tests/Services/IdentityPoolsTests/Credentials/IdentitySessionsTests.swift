import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// What a phone gets into its hands: a session that the role's trust policy decided on, and no wider than it should be.
@Suite struct IdentitySessionsTests {
    private static let everything =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
    private static let misconfigured =
        "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for "
        + "this pool."
    private let facebook = VerifiedLogin(
        login: LinkedLogin(provider: "graph.facebook.com", subject: "1"),
        claims: .object([.init("sub", .string("1")), .init("name", .string("Ada"))]), methods: ["graph.facebook.com"])

    private static func condition(_ pool: StoredIdentityPool, _ method: String) -> String {
        #"{"StringEquals":{"cognito-identity.amazonaws.com:aud":"\#(pool.id)"},"#
            + #""ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"\#(method)"}}"#
    }

    private func pool(
        _ trust: TrustRoom, _ change: @escaping (inout StoredIdentityPool) -> Void = { _ in }
    ) async throws -> StoredIdentityPool {
        try await trust.room.layPool { pool in
            pool.roles = PoolRoles(
                authenticated: "arn:aws:iam::\(IdentityPoolRoom.digits):role/user",
                unauthenticated: "arn:aws:iam::\(IdentityPoolRoom.digits):role/guest")
            change(&pool)
        }
    }

    @Test func theTrustPolicyDecides() async throws {
        let trust = try TrustRoom()
        let (pool, other) = (try await pool(trust), try await pool(trust))
        try trust.lay("user", condition: Self.condition(pool, "authenticated"))
        try trust.lay("guest", condition: Self.condition(pool, "unauthenticated"))
        let guest = try await trust.room.layIdentity(in: pool)
        let user = try await trust.room.layIdentity(in: pool, logins: [facebook.login])
        let session = try await trust.open(user, in: pool, by: [facebook])
        #expect(session.arn.hasSuffix(":assumed-role/user/CognitoIdentityCredentials"))
        #expect(session.expiresAt - session.issuedAt == 3600 && session.sessionPolicies.isEmpty)
        #expect(try await trust.open(guest, in: pool).arn.hasSuffix(":assumed-role/guest/CognitoIdentityCredentials"))
        // The same roles, on behalf of a pool that they do not trust.
        let stranger = try await trust.room.layIdentity(in: other)
        for logins in [[], [facebook]] {
            let refusal = await IdentityPoolRoom.refusal { _ = try await trust.open(stranger, in: other, by: logins) }
            #expect(refusal == Self.misconfigured)
        }
    }

    @Test func oneProviderMayBeAskedFor() async throws {
        let trust = try TrustRoom()
        let pool = try await pool(trust)
        let user = try await trust.room.layIdentity(in: pool, logins: [facebook.login])
        try trust.lay("user", condition: Self.condition(pool, "accounts.google.com"))
        let refusal = await IdentityPoolRoom.refusal { _ = try await trust.open(user, in: pool, by: [facebook]) }
        #expect(refusal == Self.misconfigured)
    }

    /// No role of that name, and one of another account.
    @Test(arguments: [
        "arn:aws:iam::123456789012:role/none", "arn:aws:iam::210987654321:role/user", "nonsense nonsense nonsense",
    ])
    func rolesMustBeThere(_ role: String) async throws {
        let trust = try TrustRoom()
        try trust.lay("user")
        let pool = try await pool(trust) { $0.roles.authenticated = role }
        let user = try await trust.room.layIdentity(in: pool, logins: [facebook.login])
        let refusal = await IdentityPoolRoom.refusal { _ = try await trust.open(user, in: pool, by: [facebook]) }
        #expect(refusal == Self.misconfigured)
    }

    @Test func tagsNeedTheRolesLeave() async throws {
        let trust = try TrustRoom()
        let pool = try await pool(trust) {
            $0.principalTags["graph.facebook.com"] = PrincipalTagMap(usesDefaults: false, tags: ["who": "name"])
        }
        let user = try await trust.room.layIdentity(in: pool, logins: [facebook.login])
        try trust.lay("user")
        let refusal = await IdentityPoolRoom.refusal { _ = try await trust.open(user, in: pool, by: [facebook]) }
        #expect(refusal == Self.misconfigured)
        let open = try trust.lay("tagged", actions: #""sts:AssumeRoleWithWebIdentity","sts:TagSession""#)
        var tagged = pool
        tagged.roles.authenticated = open
        let session = try await trust.open(user, in: tagged, by: [facebook])
        #expect(session.tags == ["who": "Ada"])
        let policy = #"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",
            "Resource":"arn:aws:s3:::b/${aws:PrincipalTag/who}"}}
            """#
        #expect(try await trust.may(session, "s3:GetObject", on: "arn:aws:s3:::b/Ada", by: policy))
        #expect(try await trust.may(session, "s3:GetObject", on: "arn:aws:s3:::b/Bob", by: policy) == false)
    }

    /// `${cognito-identity.amazonaws.com:sub}` and `aud` as variables, `amr` with its values as a condition key.
    @Test func policiesKnowTheIdentity() async throws {
        let trust = try TrustRoom()
        let pool = try await pool(trust)
        try trust.lay("user")
        try trust.lay("guest")
        let user = try await trust.room.layIdentity(in: pool, logins: [facebook.login])
        let neighbour = try await trust.room.layIdentity(in: pool)
        let session = try await trust.open(user, in: pool, by: [facebook])
        let own = #"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":
            "arn:aws:s3:::b/${cognito-identity.amazonaws.com:aud}/${cognito-identity.amazonaws.com:sub}/*",
            "Condition":{"ForAnyValue:StringEquals":{"cognito-identity.amazonaws.com:amr":"graph.facebook.com"}}}}
            """#
        func object(_ identity: StoredIdentity) -> String { "arn:aws:s3:::b/\(pool.id)/\(identity.id)/x" }
        #expect(try await trust.may(session, "s3:GetObject", on: object(user), by: own))
        #expect(try await trust.may(session, "s3:GetObject", on: object(neighbour), by: own) == false)
        let guest = try await trust.open(neighbour, in: pool)
        #expect(try await trust.may(guest, "s3:GetObject", on: object(neighbour), by: own) == false)
        // With one value `amr` is a variable too; with several it is none, and the statement matches nothing.
        let method = #"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":
            "arn:aws:s3:::b/${cognito-identity.amazonaws.com:amr}"}}
            """#
        #expect(try await trust.may(guest, "s3:GetObject", on: "arn:aws:s3:::b/unauthenticated", by: method))
        #expect(try await trust.may(session, "s3:GetObject", on: "arn:aws:s3:::b/authenticated", by: method) == false)
    }

    /// Whatever a careless role allows, guests of the enhanced flow reach the listed services alone.
    @Test(
        arguments: [
            ("s3:GetObject", true), ("dynamodb:GetItem", true), ("mobiletargeting:PutEvents", true),
            ("cognito-sync:ListRecords", true), ("iam:CreateUser", false), ("ec2:RunInstances", false),
            ("sts:AssumeRole", false), ("sagemaker:InvokeEndpoint", true), ("sagemaker:CreateModel", false),
            ("kms:ScheduleKeyDeletion", false),
        ])
    func guestsAreCutDown(_ action: String, _ isAllowed: Bool) async throws {
        let trust = try TrustRoom()
        let pool = try await pool(trust)
        let role = try trust.lay("guest")
        try trust.lay("user")
        let guest = try await trust.room.layIdentity(in: pool)
        let session = try await trust.open(guest, in: pool)
        #expect(session.sessionPolicyARNs == ["arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy"])
        #expect(try await trust.may(session, action, on: "*", by: Self.everything) == isAllowed)
        // Neither those who logged in nor guests of the basic flow are.
        let user = try await trust.room.layIdentity(in: pool, logins: [facebook.login])
        let full = try await trust.open(user, in: pool, by: [facebook])
        #expect(try await trust.may(full, action, on: "*", by: Self.everything))
        let token = try await trust.room.tokens.token(
            for: guest, methods: PoolTokens.amr(of: []), tags: [:], lifetime: 600, in: trust.room.call())
        let basic = try await trust.assume(role, with: token)
        #expect(try await trust.may(basic, action, on: "*", by: Self.everything))
    }
}
