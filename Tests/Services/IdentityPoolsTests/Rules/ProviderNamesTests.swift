import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Whoever logs in must meet the mapping that was made for their provider, however the two spell its name.
struct ProviderNamesTests {
    private func pool() throws -> StoredIdentityPool {
        let account = try #require(AccountID(IdentityPoolRoom.digits))
        return StoredIdentityPool(
            id: IdentityPoolID("eu-central-1:1"), account: account, name: "birds", createdAt: 0, allowsGuests: false,
            supportedLogins: [:], openIDConnectProviders: [SamplePool.openIDConnect],
            samlProviders: [SamplePool.saml],
            userPools: [
                .init(name: SamplePool.userPool, client: "web"), .init(name: SamplePool.userPool, client: "app"),
            ],
            tags: [:])
    }

    /// A login key with an app client, and the name under which its mapping stands; `nil` where none must be met.
    struct Spelling: Sendable {
        var key: String
        var client: String?
        var met: String?
    }

    static let spellings: [Spelling] = [
        .init(key: SamplePool.userPool, client: "web", met: SamplePool.userPool + ":web"),
        .init(key: SamplePool.ownUserPool, client: "app", met: SamplePool.userPool + ":app"),
        .init(key: SamplePool.userPool, client: "other"),
        .init(key: SamplePool.userPool),
        .init(key: "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Zzzzzzzz1", client: "web"),
        .init(key: "id.example.com/tenant", met: SamplePool.openIDConnect),
        .init(key: "id.example.com"),
        .init(key: SamplePool.saml, met: SamplePool.saml),
        .init(key: "graph.facebook.com"),
    ]

    @Test(arguments: spellings)
    func loginsMeetTheirRoleMapping(_ spelling: Spelling) throws {
        var pool = try pool()
        for name in [
            SamplePool.userPool + ":web", SamplePool.userPool + ":app", SamplePool.openIDConnect, SamplePool.saml,
        ] {
            let rule = StoredRoleMapping.Rule(claim: name, match: "Equals", value: "", role: "")
            pool.roleMappings[name] = .init(kind: .rules, ambiguity: .deny, rules: [rule])
        }
        let met = pool.roleMapping(for: spelling.key, client: spelling.client)
        #expect(met?.rules.first?.claim == spelling.met)
    }

    /// Principal tags of user pools hold for all their clients; defaults give way to what was said.
    @Test func loginsMeetTheirPrincipalTags() throws {
        var pool = try pool()
        pool.principalTags[SamplePool.userPool] = .init(usesDefaults: true, tags: ["client": "azp"])
        pool.principalTags[SamplePool.openIDConnect] = .init(usesDefaults: false, tags: [:])
        let tags = ["username": "sub", "client": "azp"]
        #expect(pool.principalTags(for: SamplePool.userPool, client: "web") == tags)
        #expect(pool.principalTags(for: SamplePool.ownUserPool, client: "app") == tags)
        #expect(pool.principalTags(for: "id.example.com/tenant") == [:])
        #expect(pool.principalTags(for: SamplePool.saml) == [:])
    }
}
