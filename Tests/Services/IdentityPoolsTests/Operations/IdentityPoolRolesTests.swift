import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Roles and mappings are what credentials are made by: kept exactly, or refused whole.
struct IdentityPoolRolesTests {
    static let rule = MappingRule(
        claim: "isAdmin", matchType: .equals, value: "yes", roleARN: SamplePool.role + "team/admin")
    static let userPoolKey = "\(SamplePool.userPool):\(SamplePool.client)"

    static func rules(_ count: Int = 1) -> RoleMapping {
        RoleMapping(
            type: .rules, ambiguousRoleResolution: .deny,
            rulesConfiguration: .init(rules: Array(repeating: rule, count: count)))
    }

    @Test func rolesComeBackAsGiven() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.run(IdentityPoolsModel.CreateIdentityPool.self, SamplePool.request).identityPoolId
        let before = try await room.run(IdentityPoolsModel.GetIdentityPoolRoles.self, .init(identityPoolId: pool))
        #expect(before == .init(identityPoolId: pool, roles: [:]))

        let roles = ["authenticated": SamplePool.role + "user", "unauthenticated": SamplePool.role + "guest"]
        let mappings = [
            Self.userPoolKey: RoleMapping(type: .token, ambiguousRoleResolution: .authenticatedRole),
            "\(SamplePool.ownUserPool):\(SamplePool.client)": RoleMapping(
                type: .token, ambiguousRoleResolution: .deny),
            "graph.facebook.com": Self.rules(25), SamplePool.openIDConnect: Self.rules(), SamplePool.saml: Self.rules(),
            "id.example.com/tenant": Self.rules(),
        ]
        _ = try await room.run(
            IdentityPoolsModel.SetIdentityPoolRoles.self,
            .init(identityPoolId: pool, roles: roles, roleMappings: mappings))
        let after = try await room.run(IdentityPoolsModel.GetIdentityPoolRoles.self, .init(identityPoolId: pool))
        #expect(after == .init(identityPoolId: pool, roles: roles, roleMappings: mappings))

        _ = try await room.run(
            IdentityPoolsModel.SetIdentityPoolRoles.self, .init(identityPoolId: pool, roles: [:]))
        let last = try await room.run(IdentityPoolsModel.GetIdentityPoolRoles.self, .init(identityPoolId: pool))
        #expect(last == before)
    }

    /// What makes a request bad, and the answer.
    struct Refused: Sendable, CustomTestStringConvertible {
        var text: String
        var roles = ["authenticated": SamplePool.role + "user"]
        var mappings: [String: RoleMapping] = [:]

        var testDescription: String { text }
    }

    static let refusals: [Refused] = [
        .init(
            text: "NotAuthorizedException: Access to Role 'arn:aws:iam::999988887777:role/user' is forbidden.",
            roles: ["authenticated": "arn:aws:iam::999988887777:role/user"]),
        .init(
            text: "NotAuthorizedException: Access to Role 'arn:aws:iam::123456789012:user/ada' is forbidden.",
            roles: ["unauthenticated": "arn:aws:iam::123456789012:user/ada"]),
        .init(
            text: "InvalidParameterException: (www.amazon.com) is not a valid RoleMapping ProviderName or is not a "
                + "configured provider.",
            mappings: ["www.amazon.com": rules()]),
        .init(
            text: "InvalidParameterException: (\(SamplePool.userPool)) is not a valid RoleMapping ProviderName or is "
                + "not a configured provider.",
            mappings: [SamplePool.userPool: .init(type: .token, ambiguousRoleResolution: .deny)]),
        .init(
            text: "InvalidParameterException: AmbiguousRoleResolution is required for role mapping "
                + "graph.facebook.com.",
            mappings: [
                "graph.facebook.com": .init(
                    type: .rules, rulesConfiguration: .init(rules: [rule]))
            ]),
        .init(
            text: "InvalidParameterException: AmbiguousRoleResolution is required for role mapping \(userPoolKey).",
            mappings: [userPoolKey: .init(type: .token)]),
        .init(
            text: "InvalidParameterException: RulesConfiguration is required for Rules role mapping "
                + "graph.facebook.com.",
            mappings: ["graph.facebook.com": .init(type: .rules, ambiguousRoleResolution: .deny)]),
        .init(
            text: "InvalidParameterException: RulesConfiguration must not be set for Token role mapping "
                + "\(userPoolKey).",
            mappings: [
                userPoolKey: .init(
                    type: .token, ambiguousRoleResolution: .deny, rulesConfiguration: .init(rules: [rule]))
            ]),
        .init(
            text: "InvalidParameterException: The number of rules in the request exceeded 25.",
            mappings: ["graph.facebook.com": rules(26)]),
        .init(
            text: "NotAuthorizedException: Access to Role 'arn:aws:iam::999988887777:role/user' is forbidden.",
            mappings: [
                "graph.facebook.com": .init(
                    type: .rules, ambiguousRoleResolution: .deny,
                    rulesConfiguration: .init(rules: [
                        .init(
                            claim: "a", matchType: .equals, value: "b",
                            roleARN: "arn:aws:iam::999988887777:role/user")
                    ]))
            ]),
    ]

    @Test(arguments: refusals)
    func refuses(_ refused: Refused) async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { pool in
            pool.supportedLogins = [
                "graph.facebook.com": try .init("1", of: "graph.facebook.com", in: pool.id, vault: room.vault)
            ]
            pool.userPools = [.init(name: SamplePool.userPool, client: SamplePool.client, checksServerSide: false)]
        }
        let request = SetIdentityPoolRolesInput(
            identityPoolId: pool.id.text, roles: refused.roles, roleMappings: refused.mappings)
        #expect(await room.refusal(IdentityPoolsModel.SetIdentityPoolRoles.self, request) == refused.text)
        #expect(try await room.stored(pool) == pool)
    }

    /// Whoever sets roles gives them away: each must be passable to identity pools, those in rules too.
    @Test func everyRoleMustBePassable() async throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cognito-identity:*","Resource":"*"},
            {"Effect":"Allow","Action":"iam:PassRole","Resource":"\(SamplePool.role)user","Condition":{"StringEquals":
            {"iam:PassedToService":"cognito-identity.amazonaws.com"}}}]}
            """
        let room = try IdentityPoolRoom(grants: ["ops": policy])
        let pool = try await room.run(IdentityPoolsModel.CreateIdentityPool.self, SamplePool.request).identityPoolId
        func set(_ roles: [String: String], _ mappings: [String: RoleMapping]? = nil) async -> String {
            await room.refusal(
                IdentityPoolsModel.SetIdentityPoolRoles.self,
                .init(identityPoolId: pool, roles: roles, roleMappings: mappings), as: room.user("ops"))
        }
        func denial(_ role: String) -> String {
            "AccessDeniedException: User: arn:aws:iam::123456789012:user/ops is not authorized to perform: "
                + "iam:PassRole on resource: \(SamplePool.role)\(role) because no identity-based policy allows the "
                + "iam:PassRole action"
        }
        #expect(await set(["authenticated": SamplePool.role + "user"]) == "no refusal")
        #expect(await set(["unauthenticated": SamplePool.role + "admin"]) == denial("admin"))
        #expect(
            await set(["authenticated": SamplePool.role + "user"], ["graph.facebook.com": Self.rules()])
                == denial("team/admin"))
    }
}
