/// The entries while one closure reads and changes them, and what it takes to undo that.
final class MemoryTransaction: WriteTransaction {
    private var entries: SortedEntries
    private var before: [(key: Key, value: [UInt8]?)] = []
    private(set) var touched: Set<String> = []
    /// The first fault of the engine itself; a closure that swallows it must not commit.
    private(set) var refusal: StorageFault?
    private var isOpen = true
    private let engine: MemoryEngine

    init(entries: SortedEntries, engine: MemoryEngine) {
        self.entries = entries
        self.engine = engine
    }

    /// Gives the entries back, as they are or as they were.
    func end(keeping: Bool) -> SortedEntries {
        isOpen = false
        if !keeping {
            for (key, value) in before.reversed() {
                if let value { entries.set(Entry(key: key, value: value)) } else { entries.remove(key) }
            }
        }
        before = []
        defer { entries = SortedEntries() }
        return entries
    }

    func get(_ key: Key) throws -> [UInt8]? {
        try pass(.get)
        return entries[key]
    }

    func entries(in range: KeyRange, reverse: Bool, limit: Int) throws -> [Entry] {
        try pass(.scan)
        return entries.entries(in: range, reverse: reverse, limit: limit)
    }

    func count(in range: KeyRange) throws -> Int {
        try pass(.scan)
        return entries.count(in: range)
    }

    func set(_ key: Key, to value: [UInt8]) throws {
        try key.checkLength()
        if value.count > Entry.valueLimit { throw StorageFault.tooLarge(what: "value", limit: Entry.valueLimit) }
        try pass(.set)
        before.append((key, entries[key]))
        entries.set(Entry(key: key, value: value))
        touched.insert(key.space)
    }

    func remove(_ key: Key) throws {
        try pass(.remove)
        before.append((key, entries[key]))
        entries.remove(key)
        touched.insert(key.space)
    }

    func removeAll(in range: KeyRange) throws {
        try pass(.remove)
        for entry in entries.entries(in: range, reverse: false, limit: .max) {
            before.append((entry.key, entry.value))
            entries.remove(entry.key)
            touched.insert(entry.key.space)
        }
    }

    private func pass(_ step: FaultPlan.Step) throws {
        precondition(isOpen, "a transaction is used after its closure ended")
        do {
            _ = try engine.pass(step)
        } catch {
            if refusal == nil { refusal = error }
            throw error
        }
    }
}
