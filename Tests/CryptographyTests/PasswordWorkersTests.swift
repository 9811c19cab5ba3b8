import Dispatch
import Synchronization
import Testing

@testable import Cryptography

/// A flood of sign-ins must neither exhaust memory nor keep everybody else waiting for ever.
struct PasswordWorkersTests {
    private let quick = Argon2id(memory: 64, passes: 1)

    @Test func passwordsAreHashedAndChecked() async throws {
        let workers = PasswordWorkers(parameters: quick)
        let hash = try await workers.hash("secret", salt: [UInt8](1...16))
        #expect(hash.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
        #expect(try await workers.isValid("secret", against: hash))
        #expect(try await !workers.isValid("Secret", against: hash))
        #expect(try await !workers.isValid("secret", against: nil))
        await #expect(throws: CryptographyFault.malformedHash) { try await workers.isValid("secret", against: "") }
    }

    @Test func noMoreRunAtOnceThanAllowed() async throws {
        let workers = PasswordWorkers(parameters: quick, atOnce: 2, longestLine: 100)
        let count = Count()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<60 {
                tasks.addTask {
                    try await workers.run {
                        count.enter()
                        defer { count.leave() }
                        _ = try quick.hash("\(number)", salt: [UInt8](1...16))
                    }
                }
            }
            try await tasks.waitForAll()
        }
        #expect(count.most <= 2)
        #expect(count.done == 60)
    }

    /// One is at work, two wait: the next is refused at once; when the line moves on, others are let in again.
    @Test func whoFindsTheLineFullIsTurnedAway() async throws {
        let workers = PasswordWorkers(parameters: quick, atOnce: 1, longestLine: 2)
        let gate = Gate()
        let working = Task { try await workers.run { gate.wait() } }
        await gate.reached()
        let waiting = (0..<2).map { number in Task { try await workers.run { number } } }
        while workers.waiting < 2 { await Task.yield() }
        await #expect(throws: CryptographyFault.overloaded) { try await workers.run {} }
        gate.open()
        try await working.value
        #expect(try await waiting[0].value == 0)
        #expect(try await waiting[1].value == 1)
        #expect(try await workers.run { 3 } == 3)
    }

    /// A client that hung up must not keep its place.
    @Test func whoIsCancelledLeavesTheLine() async throws {
        let workers = PasswordWorkers(parameters: quick, atOnce: 1, longestLine: 1)
        let gate = Gate()
        let working = Task { try await workers.run { gate.wait() } }
        await gate.reached()
        let gone = Task { try await workers.run { Issue.record("ran though its caller had gone") } }
        while workers.waiting < 1 { await Task.yield() }
        gone.cancel()
        await #expect(throws: CancellationError.self) { try await gone.value }
        #expect(workers.waiting == 0)
        let next = Task { try await workers.run { 2 } }
        gate.open()
        try await working.value
        #expect(try await next.value == 2)
    }

    /// Counts who is inside.
    private final class Count: Sendable {
        private let state = Mutex((inside: 0, most: 0, done: 0))

        var most: Int { state.withLock { $0.most } }
        var done: Int { state.withLock { $0.done } }

        func enter() {
            state.withLock {
                $0.inside += 1
                $0.most = max($0.most, $0.inside)
            }
        }

        func leave() {
            state.withLock {
                $0.inside -= 1
                $0.done += 1
            }
        }
    }

    /// Holds a worker's thread until it is opened.
    private final class Gate: Sendable {
        private let isReached = Mutex(false)
        private let isOpen = DispatchSemaphore(value: 0)

        func wait() {
            isReached.withLock { $0 = true }
            isOpen.wait()
        }

        func reached() async {
            while !isReached.withLock({ $0 }) { await Task.yield() }
        }

        func open() {
            isOpen.signal()
        }
    }
}
