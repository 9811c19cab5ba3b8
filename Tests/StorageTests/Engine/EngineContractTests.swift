import Storage
import Testing

/// What every engine promises; services rely on nothing else.
@Suite struct EngineContractTests {
    /// Why: the plainest promise there is, with the values that storage engines confuse with absence.
    @Test(arguments: TestEngine.allCases)
    func keepsWhatWasSet(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            let values: [[UInt8]] = [
                [], [0], [0, 255, 0], Array("{\"a\":1}".utf8), .init(repeating: 7, count: 100_000),
            ]
            for (index, value) in values.enumerated() {
                try await engine.write { try $0.set(key(index), to: value) }
            }
            for (index, value) in values.enumerated() {
                #expect(try await engine.read { try $0.get(key(index)) } == value)
            }
            #expect(try await engine.read { try $0.get(key(99)) } == nil)
            try await engine.write { try $0.remove(key(0)) }
            try await engine.write { try $0.set(key(1), to: [9]) }
            #expect(try await engine.read { try $0.get(key(0)) } == nil)
            #expect(try await engine.read { try $0.get(key(1)) } == [9])
        }
    }

    /// Why: a listing that skips, repeats or disorders entries breaks every page and index above it.
    @Test(arguments: TestEngine.allCases)
    func scansLikeASortedList(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            var random = SeededRandom(seed: 42)
            var model: [Int: [UInt8]] = [:]
            for _ in 0..<40 {
                let steps = (0..<40).map { _ in
                    (Int.random(in: 0..<1200, using: &random), UInt8.random(in: 0...9, using: &random))
                }
                for (index, value) in steps { model[index] = value == 0 ? nil : [value] }
                try await engine.write { transaction in
                    for (index, value) in steps {
                        if value == 0 {
                            try transaction.remove(key(index))
                        } else {
                            try transaction.set(key(index), to: [value])
                        }
                    }
                }
            }
            let sorted = model.sorted { $0.key < $1.key }.map { Entry(key: key($0.key), value: $0.value) }
            for _ in 0..<60 {
                let ends = [Int.random(in: -5...1205, using: &random), Int.random(in: -5...1205, using: &random)]
                    .sorted()
                let range = KeyRange(lower: key(ends[0]).bytes, upper: key(ends[1]).bytes)
                let limit = Int.random(in: 0...500, using: &random)
                let inside = sorted.filter { key(ends[0]) <= $0.key && $0.key < key(ends[1]) }
                let (forwards, backwards, count, scanned) = try await engine.read { transaction in
                    var scanned: [Entry] = []
                    try transaction.scan(range, reverse: true) { entry in
                        scanned.append(entry)
                        return true
                    }
                    return (
                        try transaction.entries(in: range, reverse: false, limit: limit),
                        try transaction.entries(in: range, reverse: true, limit: limit),
                        try transaction.count(in: range), scanned
                    )
                }
                #expect(forwards == Array(inside.prefix(limit)))
                #expect(backwards == Array(inside.reversed().prefix(limit)))
                #expect(count == inside.count)
                #expect(scanned == inside.reversed())
            }
        }
    }

    /// Why: a decision that is half kept is the worst that a store can do.
    @Test(arguments: TestEngine.allCases)
    func undoesWhatThrows(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { try $0.set(key(1), to: [1]) }
            await #expect(throws: StorageFault.leaseLost) {
                try await engine.write { transaction in
                    try transaction.set(key(1), to: [2])
                    try transaction.set(key(2), to: [2])
                    try transaction.remove(key(1))
                    try transaction.removeAll(in: .all)
                    throw StorageFault.leaseLost
                }
            }
            #expect(try await engine.read { try $0.get(key(1)) } == [1])
            #expect(try await engine.read { try $0.count(in: .all) } == 1)
        }
    }

    /// Why: a closure decides on what it has itself written; all of it, in scans too.
    @Test(arguments: TestEngine.allCases)
    func readsItsOwnWrites(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            let seen = try await engine.write { transaction in
                for index in 0..<300 { try transaction.set(key(index), to: [1]) }
                try transaction.remove(key(5))
                // Changing while scanning: the visitor sees each entry once.
                var visits = 0
                try transaction.scan(.all) { entry in
                    visits += 1
                    try transaction.remove(entry.key)
                    return true
                }
                return (visits, try transaction.count(in: .all))
            }
            #expect(seen == (299, 0))
        }
    }

    /// Why: lost updates. Each of many concurrent increments must see the one before.
    @Test(arguments: TestEngine.allCases)
    func serializesWriters(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<32 {
                    group.addTask {
                        for round in 0..<20 {
                            do {
                                try await engine.write { transaction in
                                    let value = try transaction.get(key(0)).map { Int($0[0]) << 8 | Int($0[1]) } ?? 0
                                    let bytes = [UInt8((value + 1) >> 8), UInt8((value + 1) & 255)]
                                    try transaction.set(key(0), to: bytes)
                                    // A failed neighbour in the same batch must take only its own change back.
                                    if (writer + round) % 4 == 0 { throw StorageFault.conflict }
                                }
                            } catch StorageFault.conflict {}
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await engine.read { try $0.get(key(0)) } == [UInt8(480 >> 8), UInt8(480 & 255)])
        }
    }

    /// Why: a snapshot that sees half of another's transaction would deliver torn listings.
    @Test(arguments: TestEngine.allCases)
    func readsOneMoment(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for round in 0..<100 {
                        try await engine.write { transaction in
                            try transaction.set(key(1), to: [UInt8(round)])
                            try transaction.set(key(2), to: [UInt8(round)])
                        }
                    }
                }
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<200 {
                            let (one, two) = try await engine.read { (try $0.get(key(1)), try $0.get(key(2))) }
                            #expect(one == two)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// Why: caches trust the counter; it must have moved when a write is acknowledged, and only for its space.
    @Test(arguments: TestEngine.allCases)
    func countsChangesPerSpace(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            let (before, other) = (engine.version(of: "contract"), engine.version(of: "other"))
            try await engine.write { try $0.set(key(1), to: [1]) }
            let after = engine.version(of: "contract")
            #expect(after > before)
            _ = try? await engine.write { transaction in
                try transaction.set(key(1), to: [2])
                throw StorageFault.conflict
            }
            #expect(engine.version(of: "contract") == after)
            #expect(engine.version(of: "other") == other)
            try await engine.write { try $0.removeAll(in: .all) }
            #expect(engine.version(of: "contract") > after)
            try await engine.removeAll()
            #expect(engine.version(of: "other") > other)
        }
    }

    /// Why: workers sleep on this stream; a change before they look must still wake them.
    @Test(arguments: TestEngine.allCases)
    func tellsSubscribers(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            let changes = engine.changes(of: "contract")
            try await engine.write { try $0.set(Key(["elsewhere"]), to: []) }
            try await engine.write { try $0.set(key(1), to: []) }
            try await engine.write { try $0.set(key(2), to: []) }
            var iterator = changes.makeAsyncIterator()
            #expect(await iterator.next() == engine.version(of: "contract"))
            try await engine.close()
            #expect(await iterator.next() == nil)
        }
    }

    /// Why: a reset between tests must leave nothing, and the engine usable.
    @Test(arguments: TestEngine.allCases)
    func forgetsEverything(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { for index in 0..<500 { try $0.set(key(index), to: [1]) } }
            try await engine.removeAll()
            #expect(try await engine.read { try $0.count(in: .all) } == 0)
            try await engine.write { try $0.set(key(1), to: [1]) }
            #expect(try await engine.read { try $0.count(in: .all) } == 1)
        }
    }

    /// Why: what is over the limits is refused by name, and leaves the transaction usable.
    @Test(arguments: TestEngine.allCases)
    func refusesWhatIsTooLarge(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { transaction in
                #expect(throws: StorageFault.tooLarge(what: "key", limit: Key.limit)) {
                    try transaction.set(Key([.string(String(repeating: "x", count: Key.limit))]), to: [])
                }
                #expect(throws: StorageFault.tooLarge(what: "value", limit: Entry.valueLimit)) {
                    try transaction.set(key(1), to: [UInt8](repeating: 0, count: Entry.valueLimit + 1))
                }
                try transaction.set(key(2), to: [1])
            }
            #expect(try await engine.read { try $0.count(in: .all) } == 1)
        }
    }

    /// Why: a call after shutdown is an error with a name, not a crash or a silent loss.
    @Test(arguments: TestEngine.allCases)
    func refusesWhenClosed(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.close()
            await #expect(throws: StorageFault.closed) { try await engine.write { try $0.set(key(1), to: []) } }
            await #expect(throws: StorageFault.closed) { _ = try await engine.read { try $0.get(key(1)) } }
        }
    }

}

private func key(_ index: Int) -> Key {
    Key(["contract", .integer(Int64(index))])
}
