import IAMPolicy
import Testing
import Wire

@testable import Kernel

/// What the authorizer hands to the evaluator decides who may do what; a key left out is a hole or a lock-out.
@Suite struct AuthorizerTests {
    private struct Policies: PolicySource {
        var text: String?
        var tags: [String: String] = [:]

        func isPresent(_ principal: Principal) async throws -> Bool { true }

        func grants(of principal: Principal) async throws -> PrincipalGrants {
            let named = try text.map {
                NamedPolicy(name: "test", document: try PolicyDocument(parsing: $0, as: .identity))
            }
            return PrincipalGrants(policies: PrincipalPolicies(identity: named.map { [$0] } ?? []), tags: tags)
        }
    }

    private let account = AccountID("111122223333")

    private func call(as principal: Principal) throws -> Call {
        Call(
            requestID: "r",
            principal: principal,
            account: try #require(account),
            region: Region("eu-central-1"),
            time: Timestamp(seconds: 1_700_000_000),
            source: .init(address: "192.0.2.7", userAgent: "probe/1", isSecure: true)
        )
    }

    private func bob() throws -> Principal {
        .user(
            UserPrincipal(account: try #require(account), name: "bob", path: "/", id: "AIDABOB", accessKeyID: "AKIABOB")
        )
    }

    private func statement(_ condition: String) -> String {
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*",
         "Condition":\(condition)}}
        """
    }

    private let listUsers = Permission("iam:ListUsers", on: "arn:aws:iam::111122223333:user/")

    @Test func aUserWithoutPoliciesIsDeniedWithAWSsText() async throws {
        let authorizer = Authorizer(policies: Policies(text: nil))
        let error = await #expect(throws: ServiceError.self) {
            try await authorizer.authorize([listUsers], in: try call(as: try bob()))
        }
        #expect(error?.code == "AccessDenied")
        #expect(error?.status == 403)
        #expect(
            error?.message
                == "User: arn:aws:iam::111122223333:user/bob is not authorized to perform: iam:ListUsers on resource: "
                + "arn:aws:iam::111122223333:user/ because no identity-based policy allows the iam:ListUsers action")
    }

    @Test func rootNeedsNoPolicy() async throws {
        let authorizer = Authorizer(policies: Policies(text: nil))
        try await authorizer.authorize([listUsers], in: try call(as: .root(account: try #require(account))))
    }

    /// A policy about the tag `Kind` would not know the same word with a Kelvin sign, but Swift's maps would.
    @Test(arguments: [("Kind", true), ("\u{212A}ind", false), ("e\u{301}t\u{e9}", false), ("\u{e9}t\u{e9}", true)])
    func keysOfTagsAreComposed(_ key: String, _ isTaken: Bool) async throws {
        let authorizer = Authorizer(policies: Policies(text: nil))
        let permission = Permission("iam:TagUser", on: "*", context: ["aws:TagKeys": [key]])
        let root = try call(as: .root(account: try #require(account)))
        if isTaken {
            try await authorizer.authorize([permission], in: root)
        } else {
            let error = await #expect(throws: ServiceError.self) {
                try await authorizer.authorize([permission], in: root)
            }
            #expect(error?.code == "ValidationError" || error?.code == "ValidationException")
        }
    }

    /// Each global key that follows from the call, as a policy can test it.
    @Test(arguments: [
        (#"{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#, true),
        (#"{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}"#, false),
        (#"{"Bool":{"aws:SecureTransport":"true"}}"#, true),
        (#"{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}"#, true),
        (#"{"StringEquals":{"aws:UserAgent":"probe/1"}}"#, true),
        (#"{"DateLessThan":{"aws:CurrentTime":"2023-11-14T22:13:21Z"}}"#, true),
        (#"{"DateLessThan":{"aws:CurrentTime":"2023-11-14T22:13:20Z"}}"#, false),
        (#"{"NumericEquals":{"aws:EpochTime":"1700000000"}}"#, true),
        (#"{"StringEquals":{"aws:PrincipalTag/Team":"red"}}"#, true),
        (#"{"StringEquals":{"aws:username":"bob"}}"#, true),
        (#"{"StringEquals":{"aws:userid":"AIDABOB"}}"#, true),
        (#"{"Bool":{"aws:ViaAWSService":"false"}}"#, true),
        (#"{"StringEquals":{"iam:Key":"given"}}"#, true),
    ])
    func keysOfTheCall(_ condition: String, _ isAllowed: Bool) async throws {
        let authorizer = Authorizer(policies: Policies(text: statement(condition), tags: ["Team": "red"]))
        var permission = listUsers
        permission.context = ["iam:Key": ["given"]]
        let call = try call(as: try bob())
        if isAllowed {
            try await authorizer.authorize([permission], in: call)
        } else {
            await #expect(throws: ServiceError.self) { try await authorizer.authorize([permission], in: call) }
        }
    }

    @Test func everyPermissionMustBeGranted() async throws {
        let authorizer = Authorizer(policies: Policies(text: statement("{}")))
        let other = Permission("iam:DeleteUser", on: "arn:aws:iam::111122223333:user/x")
        let call = try call(as: try bob())
        try await authorizer.authorize([listUsers], in: call)
        await #expect(throws: ServiceError.self) { try await authorizer.authorize([listUsers, other], in: call) }
    }

    @Test func nobodyIsAllowedNothingThatNeedsAPermission() async throws {
        let authorizer = Authorizer(policies: Policies(text: nil))
        await #expect(throws: ServiceError.self) {
            try await authorizer.authorize([listUsers], in: try call(as: .anonymous))
        }
    }

    @Test func aSessionsOwnTagsGoBeforeTheRoles() async throws {
        let session = SessionPrincipal(
            account: try #require(account),
            origin: .role(name: "R", path: "/", id: "AROA", sessionName: "s"),
            accessKeyID: "ASIA",
            issuedAt: 0,
            expiresAt: 1,
            tags: ["Team": "blue"],
            contextKeys: ["cognito-identity.amazonaws.com:sub": ["me"]]
        )
        let condition = #"{"StringEquals":{"aws:PrincipalTag/team":"blue","cognito-identity.amazonaws.com:sub":"me"}}"#
        let authorizer = Authorizer(policies: Policies(text: statement(condition), tags: ["Team": "red"]))
        try await authorizer.authorize([listUsers], in: try call(as: .session(session)))
    }
}
