package import Storage
package import Wire

/// Where services leave messages: durably, in the transaction that made them necessary.
package struct Outbox: Sendable {
    private let storage: any StorageEngine

    package init(storage: any StorageEngine) {
        self.storage = storage
    }

    /// Leaves a message; it is delivered after the transaction has been committed.
    ///
    /// - Parameter id: unique among messages, drawn before the transaction, which may run again.
    package func post(
        _ message: OutgoingMessage, id: String, at time: Timestamp, in transaction: any WriteTransaction
    ) throws {
        preconditionFailure("not written yet")
    }
}
