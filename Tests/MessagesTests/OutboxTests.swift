import Kernel
import Storage
import Testing
import Wire

@testable import Messages

/// Services leave codes here and developers read them: nothing may be lost, shown to others, or lie open in the store.
struct OutboxTests {
    @Test("A message is kept with the transaction that made it necessary, and only with it")
    func transaction() async throws {
        struct Refused: Error {}
        let fixture = Fixture()
        await #expect(throws: Refused.self) {
            try await fixture.storage.write { [outbox = fixture.outbox, message = fixture.message()] transaction in
                try outbox.post(message, id: "a", at: Fixture.start, in: transaction)
                throw Refused()
            }
        }
        #expect(try await fixture.entries().isEmpty)
        #expect(try await fixture.queued().waiting == 0)
        try await fixture.post(fixture.message(), id: "a")
        let entry = try #require(try await fixture.entries().first)
        #expect(entry.state == .queued && entry.time == Fixture.start && entry.purpose == "SignUp")
        #expect(entry.subject == "Your code" && entry.body == "Your code is 123456")
        await #expect(throws: StorageFault.duplicate(index: "key")) {
            try await fixture.post(fixture.message(), id: "a")
        }
    }

    @Test("What a message says lies sealed in the store")
    func sealing() async throws {
        let fixture = Fixture()
        try await fixture.post(fixture.message("Your code is 424242"), id: "a")
        let everything = try await fixture.everything()
        #expect(everything.contains("ada@example.com"))
        #expect(!everything.contains("424242") && !everything.contains("Your code"))
    }

    @Test("A channel that nothing carries ends in the outbox", arguments: [OutgoingMessage.Channel.mail, .text, .push])
    func withoutTransport(_ channel: OutgoingMessage.Channel) async throws {
        let fixture = Fixture(sendsMail: false)
        try await fixture.post(fixture.message(by: channel), id: "a")
        let entries = try await fixture.entries()
        #expect(entries.map(\.state) == [.kept])
        #expect(entries.map(\.body) == ["Your code is 123456"])
        #expect(try await fixture.queued().waiting == 0)
    }

    @Test("Listings are paged oldest first, by account, recipient in any case, and time")
    func listing() async throws {
        let fixture = Fixture()
        let other = AccountID.test("999988887777")
        try await fixture.post(fixture.message("theirs", in: other), id: "x")
        for (id, recipient) in [("e", "ada@example.com"), ("d", "Bob@example.com"), ("c", "ada@example.com.evil")] {
            try await fixture.post(fixture.message(id, to: recipient), id: id)
            fixture.clock.turn(seconds: 1)
        }
        try await fixture.post(fixture.message("b", to: "ADA@example.com"), id: "b")
        try await fixture.post(fixture.message("a", to: "bob@example.com"), id: "a")
        let late = Fixture.start.adding(seconds: 1)
        let cases: [(AccountID, String?, Timestamp?, [String])] = [
            (Fixture.account, nil, nil, ["e", "d", "c", "a", "b"]),
            (Fixture.account, "ada@example.com", nil, ["e", "b"]),
            (Fixture.account, "BOB@example.com", nil, ["d", "a"]),
            (Fixture.account, nil, late, ["d", "c", "a", "b"]),
            (Fixture.account, "ada@example.com", late, ["b"]),
            (Fixture.account, "nobody@example.com", nil, []),
            (other, nil, nil, ["x"]),
        ]
        for (account, recipient, start, expected) in cases {
            let found = try await fixture.entries(of: account, to: recipient, from: start)
            #expect(found.map(\.id) == expected, "\(recipient ?? "all")")
        }
        let page = try await fixture.outbox.messages(of: Fixture.account, limit: 1)
        await #expect(throws: StorageFault.badToken) {
            _ = try await fixture.outbox.messages(of: other, limit: 1, after: page.next)
        }
    }

    @Test("With contents off, nothing shows them, and nothing keeps them longer than delivery needs")
    func withheld() async throws {
        let fixture = Fixture(settings: OutboxSettings(keepsContent: false))
        try await fixture.post(fixture.message(), id: "a")
        try await fixture.post(fixture.message(by: .text), id: "b")
        #expect(try await fixture.entries().map(\.body) == [nil, nil])
        let before = try await fixture.storage.read { try OutboxRecords.records.scan(account: "111122223333", in: $0) }
        #expect(before.map { $0.body != nil } == [true, false])
        try await fixture.deliver()
        #expect(fixture.mail.sent.map(\.body) == ["Your code is 123456"])
        let after = try await fixture.storage.read { try OutboxRecords.records.scan(account: "111122223333", in: $0) }
        #expect(after.allSatisfy { $0.body == nil && $0.subject == nil })
        #expect(try await fixture.entries().map(\.state) == [.delivered, .kept])
    }
}
