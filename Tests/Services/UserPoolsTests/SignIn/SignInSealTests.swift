import Kernel
import Logging
import Storage
import Testing

@testable import ServiceUserPools

/// Sessions: only ours, only in time, only once, however long.
@Suite struct SignInSealTests {
    private let engine = MemoryEngine()
    private let seal = SignInSeal(vault: .ephemeral())

    /// A state must come back as it went, and not after its time.
    @Test func opensWhatItSealed() async throws {
        let pool = try SamplePool.make()
        let state = state(in: pool)
        let text = try seal.session(for: state, in: pool).text
        #expect(try await open(text, at: 999) == state)
        let late = await refusal { try await open(text, at: 1000) }
        #expect(late == "NotAuthorizedException: Invalid session for the user, session is expired.")
    }

    /// What somebody made up, changed, or got from another server must be refused in AWS's words.
    @Test func refusesForeignTexts() async throws {
        let pool = try SamplePool.make()
        var other = Array(try seal.session(for: state(in: pool), in: pool).text)
        other[40] = other[40] == "A" ? "B" : "A"
        let foreign = try SignInSeal(vault: .ephemeral()).session(for: state(in: pool), in: pool).text
        for text in ["aaaaaaaaaaaaaaaaaaaaaaaa", "!", String(other), foreign] {
            let refused = await refusal { try await open(text, at: 0) }
            #expect(refused == "NotAuthorizedException: Invalid session for the user.")
        }
    }

    /// The model takes no session of more than 2048 characters, but functions may keep more for themselves.
    @Test func keepsLongStates() async throws {
        let pool = try SamplePool.make()
        var state = state(in: pool)
        state.pending = .custom(CustomStep(privateParameters: ["answer": String(repeating: "x", count: 5000)]))
        let session = try seal.session(for: state, in: pool)
        #expect(session.text.count <= 2048)
        try await engine.write { try session.store(in: $0) }
        #expect(try await open(session.text, at: 0) == state)
    }

    /// Two answers to one step: the second must lose.
    @Test func spendsOnce() async throws {
        let pool = try SamplePool.make()
        let state = state(in: pool)
        try await engine.write { try SpentSessions.spend(state, in: pool, $0) }
        let again = await refusal { try await engine.write { try SpentSessions.spend(state, in: pool, $0) } }
        #expect(again == "NotAuthorizedException: Invalid session for the user, session can only be used once.")
    }

    /// What is past its time must go, and only that.
    @Test func sweepsWhatIsOver() async throws {
        let pool = try SamplePool.make()
        var later = state(in: pool)
        later.id = "2"
        later.expiresAt = 5000
        let kept = try seal.keep(state(in: pool), as: "1", in: pool)
        let states = [state(in: pool), later]
        try await engine.write { transaction in
            for state in states { try SpentSessions.spend(state, in: pool, transaction) }
            try KeptSessions.records.put(kept, in: transaction)
            _ = try Lockout.take("s", in: pool, at: 0, transaction)
        }
        let sweeper = SignInSweeper(
            storage: engine, clock: HandClock(milliseconds: 2000), logger: Logger(label: "test"))
        try await sweeper.sweep()
        #expect(try await engine.read { try SpentSessions.records.scanAllAccounts(in: $0).map(\.id) } == ["2"])
        #expect(try await engine.read { try KeptSessions.records.scanAllAccounts(in: $0).isEmpty })
        #expect(try await engine.read { try Lockout.records.scanAllAccounts(in: $0).count } == 1)
    }

    private func open(_ text: String, at milliseconds: Int64) async throws -> SignInState {
        let seal = seal
        return try await engine.read { try seal.open(text, at: milliseconds, $0) }
    }

    private func state(in pool: StoredPool) -> SignInState {
        SignInState(
            id: "1", pool: pool.id, client: "c", user: "s", standing: .user, name: "ada", username: "ada",
            flow: .srp, startedAt: 0, expiresAt: 1000, pending: .newPassword)
    }
}
