internal import Synchronization
internal import Wire

/// A token bucket for each address: a steady rate that may briefly be exceeded twofold.
final class RateLimiter: Sendable {
    private struct Bucket {
        /// Requests still allowed at once, in thousandths.
        var credit: Int64
        var filledAt: Timestamp
    }

    private let perSecond: Int64
    private let buckets = Mutex<[String: Bucket]>([:])
    /// Addresses remembered; when more come, those whose bucket is full again are forgotten.
    private static let capacity = 65_536

    init(perSecond: Int) {
        self.perSecond = Int64(perSecond)
    }

    /// Takes one request out of an address's bucket; `false` when it is empty.
    func admit(_ address: String, at time: Timestamp) -> Bool {
        guard perSecond > 0 else { return true }
        let full = perSecond * 2000
        return buckets.withLock { buckets in
            var bucket = buckets[address] ?? Bucket(credit: full, filledAt: time)
            let elapsed = max(0, time.milliseconds - bucket.filledAt.milliseconds)
            bucket.credit = min(full, bucket.credit + min(elapsed, 2000) * perSecond)
            bucket.filledAt = time
            let isAdmitted = bucket.credit >= 1000
            if isAdmitted { bucket.credit -= 1000 }
            if buckets.count >= Self.capacity, buckets[address] == nil {
                buckets = buckets.filter { time.milliseconds - $0.value.filledAt.milliseconds < 2000 }
                if buckets.count >= Self.capacity { return false }
            }
            buckets[address] = bucket
            return isAdmitted
        }
    }
}
