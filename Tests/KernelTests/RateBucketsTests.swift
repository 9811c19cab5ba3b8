import Testing

@testable import Kernel

/// Floods of one caller are stopped, and only they.
@Suite struct RateBucketsTests {
    /// A second's calls are there at once, and come back as time passes; other owners have their own.
    @Test func fillsAgain() {
        let buckets = RateBuckets<String>()
        for _ in 0..<10 { #expect(buckets.take(of: 10, from: "a", at: 1000)) }
        #expect(!buckets.take(of: 10, from: "a", at: 1000))
        #expect(buckets.take(of: 10, from: "b", at: 1000))
        #expect(buckets.take(of: 10, from: "a", at: 1100))
        #expect(!buckets.take(of: 10, from: "a", at: 1100))
        #expect(buckets.take(10, of: 10, from: "a", at: 9000))
        buckets.reset()
        #expect(buckets.take(10, of: 10, from: "a", at: 9000))
    }

    /// A clock that goes back gives nothing away, and no limit is no limit.
    @Test func keepsToItsTime() {
        let buckets = RateBuckets<String>()
        #expect(buckets.take(5, of: 5, from: "a", at: 1000))
        #expect(!buckets.take(of: 5, from: "a", at: 0))
        #expect(!buckets.take(of: 5, from: "a", at: 1000))
        for _ in 0..<100 { #expect(buckets.take(of: 0, from: "a", at: 0)) }
    }

    /// Memory is bounded: full buckets are forgotten first.
    @Test func forgets() {
        let buckets = RateBuckets<Int>(mostBuckets: 4)
        for owner in 0..<4 { #expect(buckets.take(of: 1, from: owner, at: owner < 2 ? 0 : 900)) }
        #expect(buckets.take(of: 1, from: 4, at: 1000))
        #expect(!buckets.take(of: 1, from: 2, at: 1000))
        #expect(buckets.take(of: 1, from: 0, at: 1000))
    }
}
