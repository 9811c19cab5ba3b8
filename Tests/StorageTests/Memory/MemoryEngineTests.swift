import Storage
import Testing

/// The faults that services are tested with must happen as they are named, or those tests prove nothing.
@Suite struct MemoryEngineTests {
    /// Why: after a failed commit nothing is kept and nothing is answered, until a restart.
    @Test func stopsAfterAFailedCommit() async throws {
        let engine = MemoryEngine(faults: .atCommit(2, .failure))
        try await engine.write { try $0.set(Key(["a"]), to: [1]) }
        let stopped = StorageFault.stopped(cause: "injected failure")
        await #expect(throws: stopped) { try await engine.write { try $0.set(Key(["a"]), to: [2]) } }
        await #expect(throws: stopped) { try await engine.write { try $0.set(Key(["a"]), to: [3]) } }
        await #expect(throws: stopped) { _ = try await engine.read { try $0.get(Key(["a"])) } }
        #expect(try await engine.reopened().read { try $0.get(Key(["a"])) } == [1])
    }

    /// Why: closures with effects of their own must show in tests, so a conflict really runs them again.
    @Test func runsAgainAfterAConflict() async throws {
        let runs = Counter()
        let engine = MemoryEngine(faults: .atCommit(1, .conflict))
        try await engine.write { transaction in
            runs.add()
            #expect(try transaction.get(Key(["a"])) == nil)
            try transaction.set(Key(["a"]), to: [1])
        }
        #expect(runs.value == 2)
        #expect(try await engine.read { try $0.get(Key(["a"])) } == [1])
        let hopeless = MemoryEngine(faults: FaultPlan(fault: { $0.step == .commit ? .conflict : nil }))
        await #expect(throws: StorageFault.conflict) { try await hopeless.write { try $0.remove(Key(["a"])) } }
    }

    /// Why: a full disk refuses one write and loses nothing, also when the closure swallows the error.
    @Test func goesOnAfterAFullDisk() async throws {
        let engine = MemoryEngine(faults: .atCall(3, .full))
        await #expect(throws: StorageFault.full) {
            try await engine.write { transaction in
                try transaction.set(Key(["a"]), to: [1])
                try? transaction.set(Key(["b"]), to: [1])
            }
        }
        #expect(try await engine.read { try $0.count(in: .all) } == 0)
        try await engine.write { try $0.set(Key(["a"]), to: [1]) }
    }

    /// Why: the simulation's question. Wherever the process dies, all of a transaction is there or nothing.
    @Test func crashesAtAnyCallWithoutTearing() async throws {
        for call in 1...20 {
            for fault in [FaultPlan.Fault.crash, .crashUnheard] {
                let engine = MemoryEngine(faults: .atCall(call, fault))
                var acknowledged: UInt8 = 0
                for round in UInt8(1)...4 {
                    do {
                        try await engine.write { transaction in
                            try transaction.set(Key(["left"]), to: [round])
                            _ = try transaction.get(Key(["left"]))
                            try transaction.set(Key(["right"]), to: [round])
                        }
                        acknowledged = round
                    } catch {}
                }
                let after = engine.reopened()
                let left = try await after.read { try $0.get(Key(["left"])) }
                let right = try await after.read { try $0.get(Key(["right"])) }
                #expect(left == right, "call \(call)")
                #expect((left?[0] ?? 0) >= acknowledged, "call \(call)")
            }
        }
    }

    /// Why: races are tested by deciding who goes first.
    @Test func awaitsTheDelayHook() async throws {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let engine = MemoryEngine(
            faults: FaultPlan(delay: { number in
                if number == 1 { for await _ in gate { break } }
            }))
        async let first: Void = engine.write { try $0.set(Key(["a"]), to: [1]) }
        while engine.begun == 0 { await Task.yield() }
        try await engine.write { transaction in
            #expect(try transaction.get(Key(["a"])) == nil)
            try transaction.set(Key(["a"]), to: [2])
        }
        opener.yield()
        try await first
        #expect(try await engine.read { try $0.get(Key(["a"])) } == [1])
    }

    /// Why: a test suite resets between tests; the promise is 50 ms with whatever was in there.
    @Test func forgetsQuickly() async throws {
        let engine = MemoryEngine()
        try await engine.write { transaction in
            for index in 0..<20_000 { try transaction.set(Key(["reset", .integer(Int64(index))]), to: [1]) }
        }
        let time = try await ContinuousClock().measure { try await engine.removeAll() }
        #expect(time < .milliseconds(50))
        #expect(try await engine.read { try $0.count(in: .all) } == 0)
    }
}
