import Kernel
import Testing

@testable import ServiceLambda

/// A reservation must keep its function within bounds and others out; what ends must give its place back.
struct ConcurrencyGateTests {
    private func id(_ name: String, region: String = "eu-central-1") throws -> FunctionID {
        FunctionID(account: try #require(AccountID("123456789012")), region: Region(region), name: name)
    }

    @Test func functionsWithoutReservationShareThePool() throws {
        var counts = ConcurrencyCounts()
        let limits = ConcurrencyCounts.Limits(reserved: nil, unreserved: 2)
        let first = try counts.enter(try id("a"), limits: limits)
        _ = try counts.enter(try id("b"), limits: limits)
        #expect(throws: ConcurrencyCounts.Refusal.account) { try counts.enter(try id("c"), limits: limits) }
        _ = try counts.enter(try id("c", region: "us-east-1"), limits: limits)
        counts.leave(first)
        #expect(counts.free(try id("c"), limits: limits) == 1)
        _ = try counts.enter(try id("c"), limits: limits)
    }

    @Test func aReservationIsBothLimitAndPromise() throws {
        var counts = ConcurrencyCounts()
        let (own, others) = (
            ConcurrencyCounts.Limits(reserved: 1, unreserved: 1), ConcurrencyCounts.Limits(reserved: nil, unreserved: 1)
        )
        _ = try counts.enter(try id("other"), limits: others)
        let pass = try counts.enter(try id("own"), limits: own)
        #expect(throws: ConcurrencyCounts.Refusal.reserved) { try counts.enter(try id("own"), limits: own) }
        counts.leave(pass)
        #expect(counts.running(try id("own")) == 0)
        #expect(counts.free(try id("own"), limits: own) == 1)
    }

    @Test func zeroStopsTheFunction() throws {
        var counts = ConcurrencyCounts()
        #expect(throws: ConcurrencyCounts.Refusal.reserved) {
            try counts.enter(try id("a"), limits: .init(reserved: 0, unreserved: 1000))
        }
    }

    /// A reservation may come and go while something runs; its place must go back to where it was taken.
    @Test func aPassKnowsWhereItCameFrom() throws {
        var counts = ConcurrencyCounts()
        let pool = ConcurrencyCounts.Limits(reserved: nil, unreserved: 1)
        let pass = try counts.enter(try id("a"), limits: pool)
        let reserved = try counts.enter(try id("a"), limits: .init(reserved: 2, unreserved: 1))
        counts.leave(pass)
        #expect(counts.free(try id("b"), limits: pool) == 1)
        counts.leave(reserved)
        #expect(counts.free(try id("b"), limits: pool) == 1)
        #expect(counts.running(try id("a")) == 0)
    }

    @Test func reasonsAreAWSs() {
        #expect(ConcurrencyCounts.Refusal.reserved.reason == "ReservedFunctionConcurrentInvocationLimitExceeded")
        #expect(ConcurrencyCounts.Refusal.account.reason == "ConcurrentInvocationLimitExceeded")
    }
}
