/// Work that is done at least once: enqueued in the caller's transaction, claimed under a lease, tried again after
/// failures, and laid aside when it fails too often.
///
/// Times are milliseconds of the caller's clock. A worker that dies loses its lease and the item comes back.
package struct DurableQueue<Work: Codable & Sendable>: Sendable {
    package typealias Item = QueueItem<Work>

    package let settings: QueueSettings
    private let items: Records<Item>

    /// - `name`: names the space, as in `sns/delivery`.
    package init(_ name: String, settings: QueueSettings = QueueSettings()) {
        self.settings = settings
        items = Records("queue/" + name, account: { $0.account }, key: { [.string($0.id)] }) {
            Index("due", scope: .server) { [.string($0.state.rawValue), .integer($0.dueAt), .integer($0.enqueuedAt)] }
        }
    }

    /// The space whose changes wake workers.
    package var space: String { items.space }

    /// Adds an item; throws `duplicate` when the account has one of the same id.
    package func enqueue(
        _ work: Work, id: String, account: String, now: Int64, delay: Int64 = 0, in transaction: any WriteTransaction
    ) throws {
        let item = Item(
            id: id, account: account, work: work, enqueuedAt: now, state: .waiting, dueAt: now + delay, attempts: 0,
            lastError: nil)
        try items.insert(item, in: transaction)
    }

    /// Leases the items that are due, those first whose time came first; lost leases before the rest.
    ///
    /// An item whose last permitted attempt lost its lease dies here instead.
    package func claim(
        limit: Int, lease: Int64, now: Int64, in transaction: any WriteTransaction
    ) throws -> [Item] {
        var claimed: [Item] = []
        for state in [Item.State.leased, .waiting] {
            while claimed.count < limit {
                let due = try due(state, now: now, limit: limit - claimed.count, in: transaction)
                for var item in due {
                    if item.attempts >= settings.maximumAttempts {
                        bury(&item, now: now, error: item.lastError ?? "the lease ended without an answer")
                    } else {
                        item.attempts += 1
                        item.state = .leased
                        item.dueAt = now + max(lease, 1)
                        claimed.append(item)
                    }
                    try items.replace(item, in: transaction)
                }
                if due.isEmpty { break }
            }
        }
        return claimed
    }

    /// Ends the work on an item for good.
    package func acknowledge(_ item: Item, in transaction: any WriteTransaction) throws {
        _ = try held(item, in: transaction)
        try items.remove([.string(item.id)], account: item.account, in: transaction)
    }

    /// Gives an item back after a failure: to wait for its next attempt, or dead after the last.
    ///
    /// `jitter` in 0..<1 scatters the next attempt. With `final` no further attempt is made.
    package func fail(
        _ item: Item, error: String, now: Int64, jitter: Double, final: Bool = false,
        in transaction: any WriteTransaction
    ) throws {
        var item = try held(item, in: transaction)
        if final || item.attempts >= settings.maximumAttempts {
            bury(&item, now: now, error: error)
        } else {
            item.state = .waiting
            item.dueAt = now + settings.delay(afterAttempt: item.attempts, jitter: jitter)
            item.lastError = error
        }
        try items.replace(item, in: transaction)
    }

    /// Keeps an item leased until `now + lease`.
    package func extend(_ item: Item, lease: Int64, now: Int64, in transaction: any WriteTransaction) throws {
        var item = try held(item, in: transaction)
        item.dueAt = now + max(lease, 1)
        try items.replace(item, in: transaction)
    }

    /// The item as stored, if this claim of it still holds.
    private func held(_ item: Item, in transaction: any WriteTransaction) throws -> Item {
        guard let stored = try items.get([.string(item.id)], account: item.account, in: transaction),
            stored.state == .leased, stored.attempts == item.attempts, stored.enqueuedAt == item.enqueuedAt
        else { throw StorageFault.leaseLost }
        return stored
    }

    private func bury(_ item: inout Item, now: Int64, error: String) {
        item.state = .dead
        item.dueAt = now
        item.lastError = error
    }

    private func due(
        _ state: Item.State, now: Int64, limit: Int, in transaction: any ReadTransaction
    ) throws -> [Item] {
        var range = KeyRange(prefix: items.serverIndexPrefix("due") + [.string(state.rawValue)])
        range.upper = KeyRange(prefix: items.serverIndexPrefix("due") + [.string(state.rawValue), .integer(now)]).upper
        return try items.scan(indexRange: range, reverse: false, limit: limit, in: transaction)
    }
}

extension DurableQueue {
    /// How many items are in each state.
    package struct Counts: Hashable, Sendable {
        package var waiting: Int
        package var leased: Int
        package var dead: Int

        package init(waiting: Int, leased: Int, dead: Int) {
            self.waiting = waiting
            self.leased = leased
            self.dead = dead
        }
    }

    /// Counts the items of all accounts.
    package func counts(in transaction: any ReadTransaction) throws -> Counts {
        func count(_ state: Item.State) throws -> Int {
            try items.count(serverIndex: "due", prefix: [.string(state.rawValue)], in: transaction)
        }
        return Counts(waiting: try count(.waiting), leased: try count(.leased), dead: try count(.dead))
    }

    /// When the next item can be claimed, a lost lease included; `nil` while there is nothing to wait for.
    package func nextDue(in transaction: any ReadTransaction) throws -> Int64? {
        try [Item.State.leased, .waiting].compactMap { state in
            try list(state, limit: 1, in: transaction).first?.dueAt
        }.min()
    }

    /// Items of a state in the order of their times.
    package func list(
        _ state: Item.State, limit: Int = .max, in transaction: any ReadTransaction
    ) throws -> [Item] {
        try items.scan(serverIndex: "due", prefix: [.string(state.rawValue)], limit: limit, in: transaction)
    }

    /// One item.
    package func item(_ id: String, account: String, in transaction: any ReadTransaction) throws -> Item? {
        try items.get([.string(id)], account: account, in: transaction)
    }

    /// Gives a dead item all its attempts again.
    package func revive(_ id: String, account: String, now: Int64, in transaction: any WriteTransaction) throws {
        let revived = try items.update([.string(id)], account: account, in: transaction) { item in
            guard item.state == .dead else { throw StorageFault.leaseLost }
            item.state = .waiting
            item.dueAt = now
            item.attempts = 0
        }
        if revived == nil { throw StorageFault.missing(space: space) }
    }

    /// Removes an item in whatever state; a worker that still holds it finds its lease lost.
    @discardableResult
    package func remove(_ id: String, account: String, in transaction: any WriteTransaction) throws -> Item? {
        try items.remove([.string(id)], account: account, in: transaction)
    }
}
