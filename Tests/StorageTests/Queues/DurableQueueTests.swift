import Storage
import Testing

/// Work is done at least once, in order of its time, and never lost between two workers.
@Suite struct DurableQueueTests {
    let queue = DurableQueue<String>(
        "test", settings: QueueSettings(maximumAttempts: 3, firstDelay: 100, longestDelay: 250))

    /// Why: the plain life of an item; enqueued with the caller's own decision or not at all.
    @Test(arguments: TestEngine.allCases)
    func claimsInOrderAndForgetsWhatIsDone(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { transaction in
                try queue.enqueue("late", id: "1", account: "a", now: 0, delay: 50, in: transaction)
                try queue.enqueue("first", id: "2", account: "b", now: 0, in: transaction)
                try queue.enqueue("second", id: "3", account: "a", now: 1, in: transaction)
            }
            _ = try? await engine.write { transaction in
                try queue.enqueue("never", id: "4", account: "a", now: 0, in: transaction)
                throw StorageFault.conflict
            }
            await #expect(throws: StorageFault.duplicate(index: "key")) {
                try await engine.write { try queue.enqueue("again", id: "1", account: "a", now: 9, in: $0) }
            }
            #expect(try await engine.read { try queue.nextDue(in: $0) } == 0)
            let claimed = try await engine.write { try queue.claim(limit: 10, lease: 100, now: 10, in: $0) }
            #expect(claimed.map(\.work) == ["first", "second"])
            #expect(try await engine.write { try queue.claim(limit: 10, lease: 100, now: 49, in: $0) }.isEmpty)
            #expect(try await engine.read { try queue.counts(in: $0) } == .init(waiting: 1, leased: 2, dead: 0))
            #expect(try await engine.read { try queue.nextDue(in: $0) } == 50)
            let late = try await engine.write { try queue.claim(limit: 10, lease: 100, now: 50, in: $0) }
            #expect(late.map(\.work) == ["late"])
            for item in claimed + late { try await engine.write { try queue.acknowledge(item, in: $0) } }
            #expect(try await engine.read { try $0.count(in: .all) } == 0)
        }
    }

    /// Why: a worker that died must not take the work with it, and must not finish it for its successor.
    @Test(arguments: TestEngine.allCases)
    func givesLostWorkToAnother(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { try queue.enqueue("w", id: "1", account: "a", now: 0, in: $0) }
            let first = try #require(
                try await engine.write { try queue.claim(limit: 1, lease: 100, now: 0, in: $0) }.first)
            try await engine.write { try queue.extend(first, lease: 100, now: 90, in: $0) }
            #expect(try await engine.write { try queue.claim(limit: 1, lease: 100, now: 189, in: $0) }.isEmpty)
            let second = try #require(
                try await engine.write { try queue.claim(limit: 1, lease: 100, now: 190, in: $0) }.first)
            #expect(second.attempts == 2)
            await #expect(throws: StorageFault.leaseLost) {
                try await engine.write { try queue.acknowledge(first, in: $0) }
            }
            await #expect(throws: StorageFault.leaseLost) {
                try await engine.write { try queue.fail(first, error: "x", now: 200, jitter: 0, in: $0) }
            }
            try await engine.write { try queue.acknowledge(second, in: $0) }
            await #expect(throws: StorageFault.leaseLost) {
                try await engine.write { try queue.extend(second, lease: 1, now: 200, in: $0) }
            }
        }
    }

    /// Why: failing work waits longer each time, ends dead, and can be given another life.
    @Test func backsOffAndDies() async throws {
        let engine = MemoryEngine()
        try await engine.write { try queue.enqueue("w", id: "1", account: "a", now: 0, in: $0) }
        var now: Int64 = 0
        for (attempt, wait) in [(1, Int64(100)), (2, 200)] {
            let time = now
            let item = try #require(
                try await engine.write { try queue.claim(limit: 1, lease: 10, now: time, in: $0) }.first)
            #expect(item.attempts == attempt)
            try await engine.write { try queue.fail(item, error: "no", now: time, jitter: 1, in: $0) }
            #expect(try await engine.read { try queue.nextDue(in: $0) } == time + wait)
            now += wait
        }
        let end = now
        let last = try #require(try await engine.write { try queue.claim(limit: 1, lease: 10, now: end, in: $0) }.first)
        try await engine.write { try queue.fail(last, error: "still no", now: end, jitter: 0, in: $0) }
        let dead = try await engine.read { try queue.list(.dead, in: $0) }
        #expect(dead.map(\.lastError) == ["still no"])
        #expect(try await engine.write { try queue.claim(limit: 1, lease: 10, now: .max / 2, in: $0) }.isEmpty)
        try await engine.write { try queue.revive("1", account: "a", now: 5, in: $0) }
        let again = try await engine.write { try queue.claim(limit: 1, lease: 10, now: 5, in: $0) }
        #expect(again.map(\.attempts) == [1])
    }

    /// Why: work whose worker dies every time is poison; it must end as well, and not stop what is behind it.
    @Test func buriesPoison() async throws {
        let engine = MemoryEngine()
        try await engine.write { try queue.enqueue("poison", id: "1", account: "a", now: 0, in: $0) }
        for round in 0..<3 {
            let now = Int64(round * 100)
            #expect(try await engine.write { try queue.claim(limit: 1, lease: 100, now: now, in: $0) }.count == 1)
        }
        try await engine.write { try queue.enqueue("good", id: "2", account: "a", now: 299, in: $0) }
        let next = try await engine.write { try queue.claim(limit: 1, lease: 100, now: 300, in: $0) }
        #expect(next.map(\.work) == ["good"])
        #expect(try await engine.read { try queue.counts(in: $0) } == .init(waiting: 0, leased: 1, dead: 1))
    }

    /// Why: two workers must never hold one item, however they race.
    @Test(arguments: TestEngine.allCases)
    func sharesWorkOut(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { transaction in
                for index in 0..<100 {
                    try queue.enqueue("w\(index)", id: "\(index)", account: "a", now: 0, in: transaction)
                }
            }
            let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var mine: [String] = []
                        while true {
                            let items = try await engine.write { try queue.claim(limit: 3, lease: 10, now: 1, in: $0) }
                            if items.isEmpty { return mine }
                            mine += items.map(\.id)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 100 && Set(claimed).count == 100)
        }
    }

    /// Why: the waits are a contract with operators: doubling, a cap, and scatter that never leaves its half.
    @Test(arguments: [
        (1, 0.0, 50), (1, 1.0, 100), (2, 0.0, 100), (2, 0.5, 150), (3, 1.0, 250), (9, 0.0, 125), (100, 1.0, 250),
        (0, 1.0, 100), (1, 7.0, 100), (1, -1.0, 50),
    ])
    func waits(attempt: Int, jitter: Double, delay: Int64) {
        #expect(queue.settings.delay(afterAttempt: attempt, jitter: jitter) == delay)
    }
}
