import Storage

/// An engine whose versions stand still, as those of a node do that has not heard of a change yet: what was cached by
/// them stays. What is read and written is the other engine's.
struct StaleEngine: StorageEngine {
    private let engine: MemoryEngine

    init(_ engine: MemoryEngine) {
        self.engine = engine
    }

    func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Outcome
    ) async throws -> Outcome {
        try await engine.read(body)
    }

    func write<Outcome: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Outcome
    ) async throws -> Outcome {
        try await engine.write(body)
    }

    func version(of space: String) -> UInt64 { 0 }

    func changes(of space: String) -> AsyncStream<UInt64> { engine.changes(of: space) }

    func removeAll() async throws { try await engine.removeAll() }

    func close() async throws { try await engine.close() }
}
