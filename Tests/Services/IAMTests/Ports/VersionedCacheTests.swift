import Testing

@testable import ServiceIAM

/// A value of an older stamp must never come out, whoever was slow in putting it in.
struct VersionedCacheTests {
    @Test func olderValuesNeitherStayNorEnter() {
        let cache = VersionedCache<String, Int>(limit: 10)
        cache.keep(1, for: "a", stamp: 1)
        #expect(cache.value(for: "a", stamp: 1) == 1)
        #expect(cache.value(for: "a", stamp: 2) == nil)
        cache.keep(2, for: "b", stamp: 2)
        #expect(cache.value(for: "a", stamp: 1) == nil)
        cache.keep(3, for: "c", stamp: 1)
        #expect(cache.value(for: "c", stamp: 2) == nil)
        #expect(cache.value(for: "b", stamp: 2) == 2)
    }

    @Test func isBounded() {
        let cache = VersionedCache<Int, Int>(limit: 4)
        for number in 0..<100 { cache.keep(number, for: number, stamp: 1) }
        #expect(cache.count <= 4)
        #expect(cache.value(for: 99, stamp: 1) == 99)
    }
}
