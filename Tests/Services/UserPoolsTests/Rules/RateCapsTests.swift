import Testing
import Wire

@testable import ServiceUserPools

/// Floods of one client are refused, and only they.
@Suite struct RateCapsTests {
    private let pool = PoolID("eu-central-1_AbCdEfGh1")

    /// A second's calls are taken, the next is refused until time has passed; other clients and kinds are not touched.
    @Test func takesASecondsCalls() throws {
        let rates = RateCaps(rates: [.userCreation: 10])
        for _ in 0..<10 { try rates.check(.userCreation, pool: pool, client: "a", at: 1000) }
        #expect(
            refusal { try rates.check(.userCreation, pool: pool, client: "a", at: 1000) }
                == "TooManyRequestsException: Rate exceeded")
        try rates.check(.userCreation, pool: pool, client: "b", at: 1000)
        try rates.check(.userRead, pool: pool, client: "a", at: 1000)
        try rates.check(.userCreation, pool: pool, client: "a", at: 1100)
        #expect(
            refusal { try rates.check(.userCreation, pool: pool, client: "a", at: 1100) } != "no refusal")
    }

    /// What weighs more uses up more; no limit is no limit.
    @Test func weighs() throws {
        let rates = RateCaps(rates: [.userAuthentication: 6, .userRead: 0])
        try rates.check(.userAuthentication, pool: pool, weight: 3, at: 0)
        try rates.check(.userAuthentication, pool: pool, weight: 3, at: 0)
        #expect(refusal { try rates.check(.userAuthentication, pool: pool, at: 0) } != "no refusal")
        for _ in 0..<1000 { try rates.check(.userRead, pool: pool, at: 0) }
    }

    /// Each user has an hour's tries of each kind.
    @Test func capsTriesOfAnHour() throws {
        let pool = try SamplePool.make()
        let attempts = AttemptCaps()
        for _ in 0..<5 { try attempts.count(.changePassword, of: "ada", in: pool, at: 0) }
        #expect(
            refusal { try attempts.count(.changePassword, of: "ada", in: pool, at: 3_599_999) }
                == "LimitExceededException: Attempt limit exceeded, please try after some time.")
        try attempts.count(.changePassword, of: "eve", in: pool, at: 0)
        try attempts.count(.confirmSignUp, of: "ada", in: pool, at: 0)
        try attempts.count(.changePassword, of: "ada", in: pool, at: 3_600_000)
    }

    /// A flood of names must not wash out the count of one that is being guessed at.
    @Test func floodsWashOutNothing() throws {
        let attempts = AttemptCaps()
        let pool = try SamplePool.make()
        for _ in 0..<15 { try attempts.count(.confirmSignUp, of: "ada", in: pool, at: 0) }
        for number in 0..<100_001 { try attempts.count(.confirmSignUp, of: "name\(number)", in: pool, at: 1) }
        #expect(throws: ServiceError.self) { try attempts.count(.confirmSignUp, of: "ada", in: pool, at: 2) }
    }
}
