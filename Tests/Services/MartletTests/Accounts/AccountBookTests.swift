import Kernel
import MartletModel
import Storage
import Testing

@testable import ServiceMartlet

/// Asked with every request: must be quick, and must not outlive a change.
struct AccountBookTests {
    @Test("The store is read once until an account changes, and never for other changes")
    func caching() async throws {
        let fixture = Fixture()
        let made = try await fixture.bootstrap()
        #expect(try await fixture.book.contains(Fixture.account))
        let calls = fixture.storage.calls
        for _ in 0..<10 {
            #expect(try await fixture.credential(made.rootKey.accessKeyID) != nil)
            #expect(try await fixture.credential("AKIANOBODYNOBODYNOBO") == nil)
        }
        #expect(fixture.storage.calls == calls)
        let tenant = try await fixture.create.run(.init(name: "stage"), in: fixture.call())
        #expect(try await fixture.credential(tenant.rootAccessKeyId)?.secretKey == tenant.rootSecretAccessKey)
        #expect(try await fixture.book.contains(.test(tenant.account.id)))
    }

    @Test("A root key comes without a session token, and names its account")
    func tokens() async throws {
        let fixture = Fixture()
        let made = try await fixture.bootstrap()
        await #expect(throws: CredentialFault.invalid) {
            try await fixture.credential(made.rootKey.accessKeyID, token: "token")
        }
        let roots = RootCredentials(book: fixture.book)
        #expect(try await roots.owner(ofAccessKey: made.rootKey.accessKeyID) == Fixture.account)
        #expect(try await roots.owner(ofAccessKey: "AKIANOBODYNOBODYNOBO") == nil)
    }
}
