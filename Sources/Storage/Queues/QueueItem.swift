/// A piece of work in a durable queue.
package struct QueueItem<Work: Codable & Sendable>: Codable, Sendable {
    /// Where an item is on its way.
    package enum State: String, Codable, Sendable {
        /// To be claimed when its time has come.
        case waiting
        /// With a worker, until its lease ends.
        case leased
        /// Failed too often; kept for an operator to look at.
        case dead
    }

    /// Unique within the account's part of the queue; enqueuing the same twice is refused.
    package let id: String
    package let account: String
    package let work: Work
    package let enqueuedAt: Int64
    package internal(set) var state: State
    /// When it may be claimed; for a leased item the end of its lease, for a dead one when it died.
    package internal(set) var dueAt: Int64
    /// How often it was claimed. With the id it names a lease.
    package internal(set) var attempts: Int
    package internal(set) var lastError: String?
}
