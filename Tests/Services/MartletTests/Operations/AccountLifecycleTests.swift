import Kernel
import MartletModel
import Storage
import Testing
import Wire

@testable import ServiceMartlet

/// Dev, stage and prod on one server: made, listed, erased, and closed to each other.
struct AccountLifecycleTests {
    private struct Note: Codable, Sendable {
        var account: String
        var text: String
    }

    private static let notes = Records<Note>("test/note", account: \.account, key: { [.string($0.text)] }) {
        UniqueIndex("text", scope: .server) { [.string($0.text)] }
    }

    private let fixture = Fixture()

    @Test("Accounts are listed by id, the default one among them")
    func listing() async throws {
        try await fixture.bootstrap()
        let request = CreateAccountRequest(name: "stage", accountId: "000000000042")
        let made = try await fixture.create.run(request, in: fixture.call())
        #expect(made.account == Account(id: "000000000042", name: "stage", createdAt: Fixture.now, isDefault: false))
        let unnamed = try await fixture.create.run(.init(), in: fixture.call())
        #expect(unnamed.account.name == unnamed.account.id && AccountID(unnamed.account.id) != nil)
        let accounts = try await fixture.list.run(.init(), in: fixture.call()).accounts
        #expect(accounts.map(\.id) == ["000000000042", "111122223333", unnamed.account.id].sorted())
        #expect(accounts.filter(\.isDefault).map(\.name) == ["default"])
    }

    @Test("An id or a name is given once")
    func duplicates() async throws {
        try await fixture.bootstrap()
        _ = try await fixture.create.run(.init(name: "stage", accountId: "000000000042"), in: fixture.call())
        let cases: [(CreateAccountRequest, String)] = [
            (.init(name: "other", accountId: "000000000042"), "The account 000000000042 already exists."),
            (.init(accountId: "111122223333"), "The account 111122223333 already exists."),
            (.init(name: "stage"), "An account named stage already exists."),
        ]
        for (request, message) in cases {
            let text = await refusal { _ = try await fixture.create.run(request, in: fixture.call()) }
            #expect(text == "AccountAlreadyExistsException: \(message)")
        }
    }

    @Test("Removing an account erases all of it, and nothing of the others")
    func removal() async throws {
        let root = try await fixture.bootstrap()
        let tenant = try await fixture.create.run(.init(name: "stage"), in: fixture.call())
        try await fixture.storage.write { transaction in
            try Self.notes.insert(Note(account: tenant.account.id, text: "theirs"), in: transaction)
            try Self.notes.insert(Note(account: root.id.digits, text: "ours"), in: transaction)
        }
        _ = try await fixture.remove.run(.init(accountId: tenant.account.id), in: fixture.call())
        #expect(try await !fixture.book.contains(.test(tenant.account.id)))
        #expect(try await fixture.credential(tenant.rootAccessKeyId) == nil)
        let left = try await fixture.storage.read { transaction in
            try Self.notes.scanAllAccounts(in: transaction).map(\.text)
        }
        #expect(left == ["ours"])
        #expect(try await fixture.storage.read { try Self.notes.find("text", [.string("theirs")], in: $0) } == nil)
        #expect(try await fixture.list.run(.init(), in: fixture.call()).accounts.map(\.id) == [root.id.digits])
        // The id and the name are free again.
        _ = try await fixture.create.run(.init(name: "stage", accountId: tenant.account.id), in: fixture.call())
    }

    @Test("The default account stays, and what is not there cannot go")
    func refusedRemovals() async throws {
        try await fixture.bootstrap()
        let cases = [
            (
                "111122223333",
                "AccountInUseException: The account 111122223333 is the server's default account and stays."
            ),
            ("000000000042", "AccountNotFoundException: The account 000000000042 does not exist."),
            ("nonsense", "AccountNotFoundException: The account nonsense does not exist."),
        ]
        for (id, expected) in cases {
            let text = await refusal { _ = try await fixture.remove.run(.init(accountId: id), in: fixture.call()) }
            #expect(text == expected)
        }
    }

    @Test("Only the default account may ask at all; its policies decide the rest")
    func gate() async throws {
        try await fixture.bootstrap()
        let tenant = AccountID.test("000000000042")
        let user = UserPrincipal(account: Fixture.account, name: "ops", path: "/", id: "AIDA", accessKeyID: "AKIA")
        for principal in [Principal.root(account: Fixture.account), .user(user)] {
            let call = fixture.call(as: principal)
            let all = Permission("martlet:CreateAccount", on: "arn:aws:martlet:::account/*")
            #expect(try await fixture.create.permissions(for: .init(), in: call) == [all])
            #expect(
                try await fixture.remove.permissions(for: .init(accountId: "000000000042"), in: call)
                    == [Permission("martlet:RemoveAccount", on: "arn:aws:martlet:::account/000000000042")])
            #expect(
                try await fixture.list.permissions(for: .init(), in: call)
                    == [Permission("martlet:ListAccounts", on: "arn:aws:martlet:::account/*")])
        }
        for principal in [Principal.root(account: tenant), .anonymous] {
            let text = await refusal {
                _ = try await fixture.list.permissions(for: .init(), in: fixture.call(as: principal))
            }
            #expect(
                text == "AccessDenied: User: \(principal.arn) is not authorized to perform: martlet:ListAccounts on "
                    + "resource: arn:aws:martlet:::account/* because only the server's default account may manage "
                    + "accounts")
        }
    }
}
