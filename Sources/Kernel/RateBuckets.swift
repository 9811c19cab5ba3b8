internal import Synchronization

/// How many calls are taken in a second: a bucket of calls for each owner, full at first, that fills again as time
/// passes. Kept in memory, for one server alone.
package final class RateBuckets<Owner: Hashable & Sendable>: Sendable {
    /// What is left of a second's calls, and when that was so.
    private struct Bucket {
        var left: Double
        var at: Int64
    }

    private let mostBuckets: Int
    private let buckets = Mutex<[Owner: Bucket]>([:])

    /// - Parameter mostBuckets: how many owners are known at a time; full buckets are forgotten first.
    package init(mostBuckets: Int = 8192) {
        self.mostBuckets = mostBuckets
    }

    /// Takes so many calls out of an owner's bucket; false, and nothing taken, where too few are left.
    ///
    /// - Parameter rate: calls a second; 0 for no limit.
    package func take(_ weight: Int = 1, of rate: Int, from owner: Owner, at milliseconds: Int64) -> Bool {
        guard rate > 0 else { return true }
        let rate = Double(rate)
        return buckets.withLock { buckets -> Bool in
            if buckets.count >= mostBuckets, buckets[owner] == nil { tidy(&buckets, at: milliseconds) }
            var bucket = buckets[owner] ?? Bucket(left: rate, at: milliseconds)
            let passed = Double(max(milliseconds - bucket.at, 0))
            bucket.left = min(rate, bucket.left + passed * rate / 1000)
            bucket.at = max(bucket.at, milliseconds)
            let isTaken = bucket.left >= Double(weight)
            if isTaken { bucket.left -= Double(weight) }
            buckets[owner] = bucket
            return isTaken
        }
    }

    /// Forgets everything, for an ephemeral server that was emptied.
    package func reset() {
        buckets.withLock { $0 = [:] }
    }

    /// Buckets a second old are full again, as new ones are; if all are younger, all are forgotten.
    private func tidy(_ buckets: inout [Owner: Bucket], at milliseconds: Int64) {
        buckets = buckets.filter { milliseconds - $0.value.at < 1000 }
        if buckets.count >= mostBuckets { buckets = [:] }
    }
}
