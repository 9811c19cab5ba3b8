import Kernel
import MartletModel
import Storage
import Testing

@testable import ServiceMartlet

/// The first start hands out the only key there is, and no later start may lose or swap it by accident.
struct DefaultAccountTests {
    @Test("The first start makes an account and key; later starts find them")
    func firstStart() async throws {
        let fixture = Fixture()
        let first = try await fixture.bootstrap(nil)
        #expect(first.isNew && !first.id.digits.hasPrefix("0"))
        #expect(first.rootKey.accessKeyID.hasPrefix("AKIA") && first.rootKey.accessKeyID.utf8.count == 20)
        #expect(first.rootKey.secretKey.utf8.count == 40)
        let restarted = Fixture(storage: fixture.storage.reopened())
        var expected = first
        expected.isNew = false
        #expect(try await restarted.bootstrap(nil) == expected)
        #expect(try await restarted.bootstrap(first.id) == expected)
        #expect(try await restarted.credential(first.rootKey.accessKeyID)?.secretKey == first.rootKey.secretKey)
    }

    @Test("Given keys are used, and later given ones take the place of the stored")
    func givenKeys() async throws {
        let fixture = Fixture()
        let made = try await fixture.bootstrap(key: "AKIAGIVENGIVENGIVEN1", secret: "one")
        #expect(
            made.id == Fixture.account && made.rootKey == RootKey(accessKeyID: "AKIAGIVENGIVENGIVEN1", secretKey: "one")
        )
        #expect(try await fixture.credential("AKIAGIVENGIVENGIVEN1")?.principal == .root(account: Fixture.account))
        try await fixture.bootstrap(key: "AKIAGIVENGIVENGIVEN1", secret: "two")
        #expect(try await fixture.credential("AKIAGIVENGIVENGIVEN1")?.secretKey == "two")
        try await fixture.bootstrap(key: "AKIAGIVENGIVENGIVEN2", secret: "three")
        #expect(try await fixture.credential("AKIAGIVENGIVENGIVEN1") == nil)
        #expect(try await fixture.credential("AKIAGIVENGIVENGIVEN2")?.secretKey == "three")
        #expect(try await fixture.bootstrap(nil).rootKey.secretKey == "three")
    }

    @Test("Settings that contradict the store or make no key are refused")
    func contradictions() async throws {
        let fixture = Fixture()
        let made = try await fixture.bootstrap()
        let other = AccountID.test("999988887777")
        await #expect(throws: AccountFault.otherDefaultAccount(stored: Fixture.account, given: other)) {
            try await fixture.bootstrap(other)
        }
        let cases: [(String?, String?, AccountFault)] = [
            ("AKIAGIVENGIVENGIVEN1", nil, .incompleteRootKey), (nil, "secret", .incompleteRootKey),
            ("short", "secret", .invalidAccessKeyID("short")),
            ("ASIAGIVENGIVENGIVEN1", "secret", .invalidAccessKeyID("ASIAGIVENGIVENGIVEN1")),
            ("AKIA GIVEN GIVEN GIV", "secret", .invalidAccessKeyID("AKIA GIVEN GIVEN GIV")),
            ("AKIAGIVENGIVENGIVEN1", "", .emptySecretKey),
        ]
        for (key, secret, fault) in cases {
            await #expect(throws: fault) { try await fixture.bootstrap(key: key, secret: secret) }
            #expect(!fault.description.isEmpty)
        }
        #expect(try await fixture.bootstrap().rootKey == made.rootKey)
        let tenant = try await fixture.create.run(.init(name: "stage"), in: fixture.call())
        await #expect(throws: AccountFault.accessKeyInUse(tenant.rootAccessKeyId)) {
            try await fixture.bootstrap(key: tenant.rootAccessKeyId, secret: "secret")
        }
    }

    @Test("Two first starts at once agree on one account")
    func race() async throws {
        let fixture = Fixture()
        let made = try await withThrowingTaskGroup(of: DefaultAccount.self) { group in
            for _ in 0..<8 { group.addTask { try await fixture.bootstrap(nil) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(made.map(\.id)).count == 1 && Set(made.map(\.rootKey)).count == 1)
        #expect(made.filter(\.isNew).count == 1)
    }

    @Test("A secret does not lie in the store in clear, and opens under no other master key")
    func sealing() async throws {
        let fixture = Fixture()
        let made = try await fixture.bootstrap()
        let entries = try await fixture.storage.read { try $0.entries(in: .all, reverse: false, limit: 100) }
        #expect(!entries.isEmpty)
        for entry in entries {
            #expect(!String(decoding: entry.value, as: UTF8.self).contains(made.rootKey.secretKey))
        }
        let book = AccountBook(storage: fixture.storage, vault: .ephemeral())
        await #expect(throws: StorageFault.sealBroken) { try await book.contains(made.id) }
    }
}
