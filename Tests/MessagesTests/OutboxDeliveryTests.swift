import Kernel
import Storage
import Testing
import Wire

@testable import Messages

/// People wait for their codes: a message goes out at least once, whatever fails in between, and stops where none will.
struct OutboxDeliveryTests {
    @Test("What was posted is sent with all that it says")
    func sending() async throws {
        let fixture = Fixture()
        var message = fixture.message()
        message.sender = "Postcards <no-reply@example.com>"
        message.replyTo = "help@example.com"
        try await fixture.post(message, id: "a")
        #expect(try await fixture.deliver() == 1)
        #expect(
            fixture.mail.sent == [
                MailMessage(
                    id: "a", time: Fixture.start, recipient: "ada@example.com",
                    sender: "Postcards <no-reply@example.com>", replyTo: "help@example.com", subject: "Your code",
                    body: "Your code is 123456")
            ])
        let entry = try #require(try await fixture.entries().first)
        #expect(entry.state == .delivered && entry.attempts == 0 && entry.body == "Your code is 123456")
        #expect(try await fixture.deliver() == 0)
    }

    @Test("A server that is away is tried again later, with the reason to be read meanwhile")
    func retries() async throws {
        let fixture = Fixture()
        fixture.mail.refuse(.temporary("no route"), .temporary("busy"))
        try await fixture.post(fixture.message(), id: "a")
        try await fixture.deliver()
        #expect(try await fixture.entries().map(\.reason) == ["no route"])
        #expect(try await fixture.deliver() == 0)
        fixture.clock.turn(seconds: 2)
        try await fixture.deliver()
        let waiting = try #require(try await fixture.entries().first)
        #expect(waiting.state == .queued && waiting.attempts == 2 && waiting.reason == "busy")
        fixture.clock.turn(seconds: 4)
        try await fixture.deliver()
        let entry = try #require(try await fixture.entries().first)
        #expect(entry.state == .delivered && entry.reason == nil && fixture.mail.sent.count == 1)
    }

    @Test("What will never be taken ends at once; what fails too often ends too", arguments: [true, false])
    func endings(isPermanent: Bool) async throws {
        let fixture = Fixture(settings: OutboxSettings(keepsContent: false))
        try await fixture.post(fixture.message(), id: "a")
        var attempts = 0
        while try await fixture.queued().waiting > 0 {
            fixture.mail.refuse(isPermanent ? .permanent("550 no such user") : .temporary("busy"))
            attempts += try await fixture.deliver()
            fixture.clock.turn(seconds: 900)
        }
        #expect(attempts == (isPermanent ? 1 : 30))
        let entry = try #require(try await fixture.entries().first)
        #expect(entry.state == .failed && entry.reason == (isPermanent ? "550 no such user" : "busy"))
        #expect(entry.attempts == attempts)
        let left = try await fixture.queued()
        #expect(left == .init(waiting: 0, leased: 0, dead: 0))
        let stored = try await fixture.storage.read { try OutboxRecords.records.scan(account: "111122223333", in: $0) }
        #expect(stored.map { $0.body == nil } == [true])
    }

    @Test("What was claimed by a process that died goes out after its lease")
    func death() async throws {
        let fixture = Fixture()
        try await fixture.post(fixture.message(), id: "a")
        #expect(try await fixture.delivery.claim(limit: 1).items.count == 1)
        let successor = Fixture(storage: fixture.storage.reopened(), clock: fixture.clock)
        #expect(try await successor.deliver() == 0)
        fixture.clock.turn(seconds: OutboxDelivery.lease / 1000 + 1)
        #expect(try await successor.deliver() == 1)
        #expect(successor.mail.sent.map(\.id) == ["a"])
    }

    @Test("A message that every process dies of is given up, and says so")
    func poison() async throws {
        let fixture = Fixture()
        try await fixture.post(fixture.message(), id: "a")
        for _ in 0..<31 {
            _ = try await fixture.delivery.claim(limit: 1)
            fixture.clock.turn(seconds: OutboxDelivery.lease / 1000 + 1)
        }
        let entry = try #require(try await fixture.entries().first)
        #expect(entry.state == .failed && entry.reason == "the lease ended without an answer")
        #expect(try await fixture.queued() == .init(waiting: 0, leased: 0, dead: 0))
    }

    @Test("A message whose account was erased meanwhile is sent no more")
    func erasure() async throws {
        let fixture = Fixture()
        try await fixture.post(fixture.message(), id: "a")
        let claimed = try await fixture.delivery.claim(limit: 1).items
        try await fixture.storage.eraseAccount("111122223333")
        for item in claimed { try await fixture.delivery.deliver(item) }
        #expect(fixture.mail.sent.isEmpty)
        #expect(try await fixture.everything().isEmpty)
    }

    @Test("The running worker sends what was there and what comes, and ends when told to")
    func worker() async throws {
        let fixture = Fixture()
        try await fixture.post(fixture.message(), id: "a")
        let delivery = try fixture.delivery
        let changes = fixture.storage.changes(of: OutboxRecords.records.space)
        let running = Task { await delivery.run() }
        for await _ in changes {
            let states = try await fixture.entries().map(\.state)
            if states == [.delivered] { try await fixture.post(fixture.message(), id: "b") }
            if states == [.delivered, .delivered] { break }
        }
        running.cancel()
        await running.value
        #expect(fixture.mail.sent.map(\.id) == ["a", "b"])
    }
}
