package import Kernel
package import Logging
package import Storage
package import Wire

/// Where services leave messages: durably, in the transaction that made them necessary.
///
/// A message whose channel has a transport is delivered at least once after the transaction has been committed; every
/// message can be read here by its account until it is swept. Subjects and bodies hold codes: they are sealed.
package struct Outbox: Sendable {
    let storage: any StorageEngine
    let settings: OutboxSettings
    let transports: MessageTransports
    let seal: ContentSeal
    private let tokens: PageTokens

    package init(
        storage: any StorageEngine,
        vault: Vault,
        settings: OutboxSettings = OutboxSettings(),
        transports: MessageTransports = MessageTransports()
    ) {
        self.storage = storage
        self.settings = settings
        self.transports = transports
        seal = ContentSeal(vault: vault)
        tokens = PageTokens(vault: vault)
    }

    /// Leaves a message; it is delivered after the transaction has been committed.
    ///
    /// - Parameter id: unique among messages, drawn before the transaction, which may run again.
    package func post(
        _ message: OutgoingMessage, id: String, at time: Timestamp, in transaction: any WriteTransaction
    ) throws {
        let travels = transports.carry(message.channel)
        var stored = StoredMessage(message, id: id, at: time, state: travels ? .queued : .kept)
        // What nobody may read and nothing sends need not be kept at all.
        if travels || settings.keepsContent { try seal.fill(&stored, with: message) }
        try OutboxRecords.records.insert(stored, in: transaction)
        guard travels else { return }
        try OutboxRecords.queue(of: message.channel).enqueue(
            QueuedMessage(time: time.milliseconds), id: id, account: message.account.digits, now: time.milliseconds,
            in: transaction)
    }

    /// A part of an account's messages, oldest first.
    ///
    /// - `recipient`: only messages to this one, whatever its letters' case.
    /// - `start`: only messages from this moment on.
    /// Throws `StorageFault.badToken` for a token of another listing.
    package func messages(
        of account: AccountID,
        to recipient: String? = nil,
        from start: Timestamp? = nil,
        limit: Int,
        after token: String? = nil
    ) async throws -> Page<OutboxEntry> {
        let page = try await storage.read { transaction in
            try OutboxRecords.records.page(
                prefix: recipient.map { [.string(OutboxRecords.folded($0))] } ?? [],
                from: start.map { [.integer($0.milliseconds)] } ?? [],
                index: recipient == nil ? nil : OutboxRecords.byRecipient,
                account: account.digits,
                limit: limit,
                after: token,
                tokens: tokens,
                shape: start.map { "\($0.milliseconds)" } ?? "",
                in: transaction
            )
        }
        return Page(records: try page.records.map(entry), next: page.next)
    }

    /// What delivers messages and takes old ones away, for as long as the server runs.
    package func workers(clock: any Clock, random: any RandomSource, logger: Logger) -> [any Worker] {
        let deliveries = transports.senders.map { sender in
            OutboxDelivery(outbox: self, sender: sender, clock: clock, random: random, logger: logger)
        }
        return deliveries + [OutboxSweeper(outbox: self, clock: clock, logger: logger)]
    }

    private func entry(_ stored: StoredMessage) throws -> OutboxEntry {
        let content = settings.keepsContent ? try seal.open(stored) : nil
        return OutboxEntry(stored, content: content)
    }
}
