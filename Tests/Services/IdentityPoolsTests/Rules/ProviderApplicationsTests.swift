import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Of what administrators say of a provider, ids must be found and secrets must be sealed to their place.
struct ProviderApplicationsTests {
    /// What is given, and what is made of it.
    struct Given: Sendable {
        var provider: String
        var text: String
        var ids: [String]
        var secret: String?
    }

    static let givens: [Given] = [
        .init(provider: "graph.facebook.com", text: "123", ids: ["123"]),
        .init(provider: "graph.facebook.com", text: "123;456", ids: ["123", "456"]),
        .init(
            provider: "graph.facebook.com", text: SamplePool.facebook, ids: ["7346241598935555"],
            secret: "0123456789abcdef0123456789ABCDEF"),
        .init(provider: "accounts.google.com", text: "a.b;c.d;e", ids: ["a.b", "c.d", "e"]),
        .init(provider: "api.twitter.com", text: "key;se;cret", ids: ["key"], secret: "se;cret"),
        .init(provider: "api.twitter.com", text: "key", ids: ["key"]),
    ]

    @Test(arguments: givens)
    func idsAndSecretsAreToldApart(_ given: Given) throws {
        let vault = Vault.ephemeral()
        let pool = IdentityPoolID("eu-central-1:1")
        let made = try ProviderApplications(given.text, of: given.provider, in: pool, vault: vault)
        #expect(made.ids == given.ids)
        #expect(try made.openSecret(of: given.provider, in: pool, vault: vault) == given.secret)
        #expect(try made.given(for: given.provider, in: pool, vault: vault) == given.text)
    }

    /// A seal that is copied to another pool opens nothing there.
    @Test func sealsAreBoundToTheirPool() throws {
        let vault = Vault.ephemeral()
        let made = try ProviderApplications(
            SamplePool.twitter, of: "api.twitter.com", in: IdentityPoolID("eu-central-1:1"), vault: vault)
        #expect(throws: StorageFault.self) {
            try made.openSecret(of: "api.twitter.com", in: IdentityPoolID("eu-central-1:2"), vault: vault)
        }
    }
}
