import Kernel
import Logging
import Synchronization
import Testing
import Wire

/// Every sweeper of every service stands on this: it must neither stop by itself, nor spin, nor sleep through news.
struct PeriodicWorkTests {
    /// A clock whose sleeps last until a test ends them; remembers how long each was to be.
    private final class SteppedClock: Kernel.Clock {
        private let asked = Mutex<[Int64]>([])
        /// Sleeps that return at once, before one that is cancelled.
        private let free: Int

        init(free: Int) {
            self.free = free
        }

        var pauses: [Int64] { asked.withLock { $0 } }

        func now() -> Timestamp { Timestamp(milliseconds: 0) }

        func microseconds() -> Int64 { 0 }

        func sleep(milliseconds: Int64) async throws {
            let count = asked.withLock { asked in
                asked.append(milliseconds)
                return asked.count
            }
            guard count > free else { return }
            throw CancellationError()
        }
    }

    private struct Broken: Error {}

    @Test func roundsFollowEachOtherAtTheirPauses() async {
        let clock = SteppedClock(free: 2)
        var rounds = 0
        let work = PeriodicWork(clock: clock, logger: Logger(label: "test"), pause: 60, failurePause: 5)
        await work.run(saying: "failed") {
            rounds += 1
            if rounds == 2 { throw Broken() }
        }
        #expect(rounds == 3)
        #expect(clock.pauses == [60, 5, 60])
    }

    @Test func newsDuringARoundBringTheNext() async {
        let streams = Mutex<[AsyncStream<UInt64>.Continuation]>([])
        var rounds = 0
        let work = PeriodicWork(clock: PatientClock(), logger: Logger(label: "test"), pause: 60) {
            let (stream, continuation) = AsyncStream.makeStream(of: UInt64.self, bufferingPolicy: .bufferingNewest(1))
            streams.withLock { $0.append(continuation) }
            return stream
        }
        await work.run(saying: "failed") {
            rounds += 1
            guard rounds < 3 else { throw CancellationError() }
            streams.withLock { $0.last }?.yield(1)
        }
        #expect(rounds == 3)
        #expect(streams.withLock { $0.count } == 3)
    }

    @Test func endsWhereItIsCancelled() async {
        let work = PeriodicWork(clock: PatientClock(), logger: Logger(label: "test"), pause: 60)
        let task = Task { await work.run(saying: "failed") {} }
        task.cancel()
        await task.value
    }

    /// A clock on which nobody's time is ever up.
    private struct PatientClock: Kernel.Clock {
        func now() -> Timestamp { Timestamp(milliseconds: 0) }

        func microseconds() -> Int64 { 0 }

        func sleep(milliseconds: Int64) async throws { try await Task.sleep(for: .seconds(3600)) }
    }
}
