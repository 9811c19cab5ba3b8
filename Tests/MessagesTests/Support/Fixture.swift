import Kernel
import Logging
import Storage
import Synchronization
import Testing
import Wire

@testable import Messages

/// An outbox on memory, with a clock that is turned by hand and transports that do as they are told.
struct Fixture {
    static let account = AccountID.test("111122223333")
    static let start = Timestamp(seconds: 1_800_000_000)

    let storage: MemoryEngine
    let outbox: Outbox
    let clock: HandClock
    let mail = ScriptedTransport()
    /// Kept for a second outbox on the same store.
    let vault = Vault(masterKey: [UInt8](repeating: 7, count: 32))

    init(
        storage: MemoryEngine = MemoryEngine(), settings: OutboxSettings = OutboxSettings(), sendsMail: Bool = true,
        clock: HandClock = HandClock(start)
    ) {
        self.storage = storage
        self.clock = clock
        outbox = Outbox(
            storage: storage, vault: vault, settings: settings,
            transports: MessageTransports(mail: sendsMail ? mail : nil))
    }

    func message(
        _ body: String = "Your code is 123456", to recipient: String = "ada@example.com",
        by channel: OutgoingMessage.Channel = .mail, in account: AccountID = account
    ) -> OutgoingMessage {
        OutgoingMessage(
            channel: channel, account: account, region: Region("eu-central-1"),
            source: "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_a", purpose: "SignUp",
            recipient: recipient, subject: channel == .mail ? "Your code" : nil, body: body)
    }

    /// Posts a message at the clock's time.
    func post(_ message: OutgoingMessage, id: String) async throws {
        let now = clock.now()
        try await storage.write { [outbox] in try outbox.post(message, id: id, at: now, in: $0) }
    }

    /// Everything that the account finds, in pages of two.
    func entries(
        of account: AccountID = account, to recipient: String? = nil, from start: Timestamp? = nil
    ) async throws -> [OutboxEntry] {
        var entries: [OutboxEntry] = []
        var token: String?
        repeat {
            let page = try await outbox.messages(of: account, to: recipient, from: start, limit: 2, after: token)
            entries += page.records
            token = page.next
        } while token != nil
        return entries
    }

    var delivery: OutboxDelivery {
        get throws {
            let sender = try #require(outbox.transports.senders.first)
            return OutboxDelivery(
                outbox: outbox, sender: sender, clock: clock, random: SystemRandomSource(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
    }

    var sweeper: OutboxSweeper {
        OutboxSweeper(
            outbox: outbox, clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Delivers what is due now; answers how much that was.
    @discardableResult
    func deliver() async throws -> Int {
        let delivery = try delivery
        let (items, _) = await delivery.claim(limit: 10)
        for item in items { await delivery.deliver(item) }
        return items.count
    }

    /// How many items wait, and how many are dead.
    func queued() async throws -> DurableQueue<QueuedMessage>.Counts {
        try await storage.read { try OutboxRecords.queue(of: .mail).counts(in: $0) }
    }

    /// Every byte that the store holds, keys and values, as text.
    func everything() async throws -> String {
        let bytes = try await storage.read { transaction in
            try transaction.entries(in: .all, reverse: false, limit: .max).flatMap { $0.key.bytes + $0.value }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A clock that goes only when it is turned.
final class HandClock: Clock {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp) {
        time = Mutex(start)
    }

    func now() -> Timestamp { time.withLock { $0 } }
    func microseconds() -> Int64 { now().milliseconds * 1000 }
    func sleep(milliseconds: Int64) async throws { try await Task.sleep(for: .seconds(3600)) }

    func turn(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }
}

/// Takes every message, unless the next answers say otherwise.
final class ScriptedTransport: MailTransport {
    private struct State {
        var sent: [MailMessage] = []
        var faults: [DeliveryFault] = []
    }

    private let state = Mutex(State())

    var sent: [MailMessage] { state.withLock { $0.sent } }

    func refuse(_ faults: DeliveryFault...) {
        state.withLock { $0.faults += faults }
    }

    func send(_ message: MailMessage) async throws(DeliveryFault) {
        let fault = state.withLock { state -> DeliveryFault? in
            guard state.faults.isEmpty else { return state.faults.removeFirst() }
            state.sent.append(message)
            return nil
        }
        if let fault { throw fault }
    }
}

extension AccountID {
    /// An account that a test writes down.
    static func test(_ digits: String) -> AccountID {
        guard let account = AccountID(digits) else { preconditionFailure("\(digits) is no account") }
        return account
    }
}
