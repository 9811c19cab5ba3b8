/// When an asynchronous invocation is tried again, and when it is given up. All times in milliseconds.
///
/// Source: "How Lambda handles errors and retries with asynchronous invocation" in the developer guide: a function's
/// error is tried again after one minute, then after two; refusals and system errors go on, from one second to five
/// minutes apart, until the event is too old.
struct RetrySchedule: Hashable, Sendable {
    /// What to do next with an invocation that failed.
    enum Step: Hashable, Sendable {
        case retry(after: Int64)
        case giveUp(InvocationRecord.Condition)
    }

    static let defaultRetries = 2
    /// Seconds: six hours.
    static let defaultAge = 21_600
    private static let firstDelay: Int64 = 60_000
    private static let longestPause: Int64 = 300_000

    var retries: Int
    var age: Int64

    init(_ config: StoredEventInvokeConfig?) {
        retries = config?.maximumRetryAttempts ?? Self.defaultRetries
        age = Int64(config?.maximumEventAge ?? Self.defaultAge) * 1000
    }

    /// Whether an event accepted so long ago is not to be tried at all.
    func isExpired(acceptedAt: Int64, now: Int64) -> Bool { now - acceptedAt > age }

    /// After the function failed for the n-th time.
    func step(afterFailures failures: Int, acceptedAt: Int64, now: Int64) -> Step {
        guard failures <= retries else { return .giveUp(.retriesExhausted) }
        let delay = Self.firstDelay * Int64(failures)
        guard now + delay - acceptedAt <= age else { return .giveUp(.eventAgeExceeded) }
        return .retry(after: delay)
    }

    /// After the n-th refusal or system error in a row; `jitter` in 0..<1 scatters the second half of the pause.
    func step(afterRefusals refusals: Int, acceptedAt: Int64, now: Int64, jitter: Double) -> Step {
        let pause = Self.pause(afterRefusals: refusals, jitter: jitter)
        guard now + pause - acceptedAt <= age else { return .giveUp(.eventAgeExceeded) }
        return .retry(after: pause)
    }

    /// One second, doubled by every further refusal, at most five minutes; at least half of it.
    static func pause(afterRefusals refusals: Int, jitter: Double) -> Int64 {
        let full = min(longestPause, 1000 << Int64(min(max(refusals - 1, 0), 9)))
        return full / 2 + Int64(Double(full / 2) * min(max(jitter, 0), 1))
    }
}
