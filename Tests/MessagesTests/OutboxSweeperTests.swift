import Kernel
import Storage
import Testing
import Wire

@testable import Messages

/// The outbox must not grow without end, nor keep what it was told to forget.
struct OutboxSweeperTests {
    @Test("Messages older than the days set go, queued ones with their place in the queue")
    func age() async throws {
        let fixture = Fixture(settings: OutboxSettings(days: 2))
        let other = AccountID.test("999988887777")
        try await fixture.post(fixture.message(), id: "a")
        try await fixture.post(fixture.message(in: other), id: "b")
        fixture.clock.turn(seconds: 86_400)
        try await fixture.post(fixture.message(), id: "c")
        try await fixture.sweeper.sweep()
        #expect(try await fixture.entries().map(\.id) == ["a", "c"])
        fixture.clock.turn(seconds: 86_401)
        try await fixture.sweeper.sweep()
        #expect(try await fixture.entries().map(\.id) == ["c"])
        #expect(try await fixture.entries(of: other).isEmpty)
        #expect(try await fixture.queued().waiting == 1)
    }

    @Test("Of too many messages the oldest go, account by account")
    func number() async throws {
        let fixture = Fixture(settings: OutboxSettings(messagesPerAccount: 3), sendsMail: false)
        let other = AccountID.test("999988887777")
        for number in 0..<700 {
            try await fixture.post(fixture.message(), id: "\(number)")
            fixture.clock.turn(seconds: 1)
        }
        for number in 0..<3 { try await fixture.post(fixture.message(in: other), id: "\(number)") }
        try await fixture.sweeper.sweep()
        #expect(try await fixture.entries().map(\.id) == ["697", "698", "699"])
        #expect(try await fixture.entries(of: other).count == 3)
    }

    @Test("Contents that were kept are forgotten once they are no longer to be")
    func contents() async throws {
        let before = Fixture()
        try await before.post(before.message(), id: "a")
        try await before.deliver()
        before.clock.turn(seconds: 1)
        try await before.post(before.message(), id: "b")
        let after = Fixture(storage: before.storage, settings: OutboxSettings(keepsContent: false))
        try await after.sweeper.forgetContents()
        let bodies = try await after.storage.read {
            try OutboxRecords.records.scan(account: "111122223333", in: $0).map { $0.body != nil }
        }
        #expect(bodies == [false, true])
    }
}
