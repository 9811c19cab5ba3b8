/// How often and how soon failed work is tried again. All times in milliseconds.
package struct QueueSettings: Hashable, Sendable {
    /// Claims after which an item is dead.
    package var maximumAttempts: Int
    /// The wait after the first failure; each further one doubles it.
    package var firstDelay: Int64
    package var longestDelay: Int64

    package init(maximumAttempts: Int = 10, firstDelay: Int64 = 1000, longestDelay: Int64 = 300_000) {
        precondition(maximumAttempts > 0 && firstDelay >= 0 && longestDelay >= firstDelay, "impossible queue settings")
        self.maximumAttempts = maximumAttempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }

    /// The wait after the n-th failure: half of it certain, half of it scattered by `jitter` in 0..<1.
    package func delay(afterAttempt attempt: Int, jitter: Double) -> Int64 {
        var full = firstDelay
        for _ in 1..<max(attempt, 1) where full < longestDelay { full = min(full * 2, longestDelay) }
        return full / 2 + Int64(Double(full - full / 2) * min(max(jitter, 0), 1))
    }
}
