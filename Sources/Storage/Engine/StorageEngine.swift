/// The one seam between Martlet and a database: ordered keys and ACID transactions.
package protocol StorageEngine: Sendable {
    /// Runs a closure on a snapshot.
    func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Outcome
    ) async throws -> Outcome

    /// Runs a closure as a transaction and returns once it is durable; what the closure throws undoes it.
    ///
    /// The closure may run more than once and must have no effects of its own.
    func write<Outcome: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome
    ) async throws -> Outcome

    /// Grows with every committed write to a space, before that write is acknowledged.
    ///
    /// Read it *before* reading what is to be cached: the copy is good while the number stays the same.
    func version(of space: String) -> UInt64

    /// Yields the version after each change of a space; changes while nobody looks become one.
    func changes(of space: String) -> AsyncStream<UInt64>

    /// Forgets everything at once.
    func removeAll() async throws

    /// Waits for writes under way, refuses later ones, and lets go of the files.
    func close() async throws
}
