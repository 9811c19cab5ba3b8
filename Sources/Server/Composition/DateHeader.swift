internal import Kernel
internal import Synchronization
internal import Wire

/// The time as answers bear it, written once a second.
final class DateHeader: Sendable {
    private let clock: any Clock
    private let last = Mutex((second: Int64.min, text: ""))

    init(clock: any Clock) {
        self.clock = clock
    }

    /// Such as `Sun, 22 Nov 2026 10:00:00 GMT`.
    var text: String {
        let now = clock.now()
        return last.withLock { last in
            if last.second != now.seconds { last = (now.seconds, Timestamp(seconds: now.seconds).text(.rfc822)) }
            return last.text
        }
    }
}
