import Testing

@testable import FunctionRuntime

/// Which environment takes an invocation decides warmth, limits and isolation; no process is needed to prove it.
struct FleetTests {
    private static let far: Int64 = 1_000_000_000

    @Test("the most recently used environment goes first, so that the others can end")
    func mostRecentlyUsed() {
        var fleet = Fleet(limit: 10, idleSeconds: 60)
        #expect(fleet.acquire("a", until: 0) == .start(1, ending: []))
        #expect(fleet.acquire("a", until: 0) == .start(2, ending: []))
        #expect(fleet.release(1, at: 100) == true)
        #expect(fleet.release(2, at: 200) == true)
        #expect(fleet.acquire("a", until: 0) == .reuse(2))
        #expect(fleet.acquire("a", until: 0) == .reuse(1))
        #expect(fleet.acquire("a", until: 0) == .start(3, ending: []))
    }

    @Test("an environment runs one revision only")
    func revisions() {
        var fleet = Fleet(limit: 10, idleSeconds: 60)
        _ = fleet.acquire("a", until: 0)
        _ = fleet.release(1, at: 0)
        #expect(fleet.acquire("b", until: 0) == .start(2, ending: []))
    }

    @Test("a full fleet makes room by ending the environment that has been idle longest, else refuses")
    func limit() {
        var fleet = Fleet(limit: 2, idleSeconds: 60)
        _ = fleet.acquire("a", until: 0)
        _ = fleet.acquire("b", until: 0)
        #expect(fleet.acquire("c", until: 0) == .exhausted)
        _ = fleet.release(2, at: 10)
        _ = fleet.release(1, at: 20)
        #expect(fleet.acquire("c", until: 0) == .start(3, ending: [2]))
        #expect(fleet.count == 2)
    }

    @Test("an environment whose credentials end within the invocation is not used")
    func credentials() {
        var fleet = Fleet(limit: 2, idleSeconds: 60)
        _ = fleet.acquire("a", until: 0)
        fleet.credentials(of: 1, endAt: 5000)
        _ = fleet.release(1, at: 0)
        #expect(fleet.acquire("a", until: 5000) == .reuse(1))
        _ = fleet.release(1, at: 0)
        #expect(fleet.acquire("a", until: 5001) == .start(2, ending: [1]))
        #expect(fleet.release(1, at: 0) == false)
    }

    @Test("idle environments end after a while, but for those that are provisioned")
    func idleness() {
        var fleet = Fleet(limit: 10, idleSeconds: 60)
        #expect(fleet.provision(1, of: "a") == .init(starting: [.init(environment: 1, revision: "a")]))
        _ = fleet.release(1, at: 0)
        _ = fleet.acquire("a", until: 0)
        _ = fleet.acquire("a", until: 0)
        _ = fleet.release(1, at: 0)
        _ = fleet.release(2, at: 0)
        #expect(fleet.tick(at: 59_999) == .init())
        #expect(fleet.tick(at: 60_000) == .init(ending: [1]))
        #expect(fleet.tick(at: 120_000) == .init())
        _ = fleet.provision(0, of: "a")
        #expect(fleet.tick(at: 120_000) == .init(ending: [2]))
    }

    @Test("provisioning replaces what is lost, and what is about to lose its credentials")
    func provisioning() {
        var fleet = Fleet(limit: 10, idleSeconds: 60)
        #expect(fleet.provision(2, of: "a").starting.map(\.environment) == [1, 2])
        for id in 1...2 {
            fleet.credentials(of: id, endAt: Self.far)
            _ = fleet.release(id, at: 0)
        }
        fleet.ended(1)
        #expect(fleet.tick(at: 0).starting.map(\.environment) == [3])
        fleet.credentials(of: 3, endAt: 1000)
        _ = fleet.release(3, at: 0)
        let upkeep = fleet.tick(at: 0)
        #expect(upkeep.ending == [3])
        #expect(upkeep.starting.map(\.environment) == [4])
    }

    @Test("a retired revision's idle environments end at once, its busy ones when they are released")
    func retirement() {
        var fleet = Fleet(limit: 10, idleSeconds: 60)
        for _ in 1...2 { _ = fleet.acquire("a", until: 0) }
        _ = fleet.release(1, at: 0)
        #expect(fleet.retire("a") == [1])
        #expect(fleet.release(2, at: 0) == false)
        #expect(fleet.count == 0)
    }

    @Test("after the end of all, nothing is kept")
    func endOfAll() {
        var fleet = Fleet(limit: 10, idleSeconds: 60)
        for _ in 1...3 { _ = fleet.acquire("a", until: 0) }
        _ = fleet.release(2, at: 0)
        #expect(fleet.retireAll() == [1, 2, 3])
        #expect(fleet.release(1, at: 0) == false)
    }
}
