import Kernel
import Testing

@testable import ServiceLambda

/// Asynchronous callers rely on these tries and times.
struct RetryScheduleTests {
    private func schedule(retries: Int? = nil, age: Int? = nil) throws -> RetrySchedule {
        let id = FunctionID(
            account: try #require(AccountID("123456789012")), region: Region("eu-central-1"), name: "f")
        return RetrySchedule(
            StoredEventInvokeConfig(
                id: id, qualifier: "$LATEST", maximumRetryAttempts: retries, maximumEventAge: age, modifiedAt: 0))
    }

    @Test(
        arguments: [
            (nil, nil, 1, 0, RetrySchedule.Step.retry(after: 60_000)),
            (nil, nil, 2, 60_000, .retry(after: 120_000)),
            (nil, nil, 3, 180_000, .giveUp(.retriesExhausted)),
            (0, nil, 1, 0, .giveUp(.retriesExhausted)),
            (1, nil, 1, 0, .retry(after: 60_000)),
            (1, nil, 2, 60_000, .giveUp(.retriesExhausted)),
            (nil, 60, 1, 0, .retry(after: 60_000)),
            (nil, 60, 1, 1, .giveUp(.eventAgeExceeded)),
            (nil, 170, 2, 60_000, .giveUp(.eventAgeExceeded)),
        ] as [(Int?, Int?, Int, Int64, RetrySchedule.Step)])
    func afterFailures(
        _ retries: Int?, _ age: Int?, _ failures: Int, _ now: Int64, _ step: RetrySchedule.Step
    ) throws {
        #expect(try schedule(retries: retries, age: age).step(afterFailures: failures, acceptedAt: 0, now: now) == step)
    }

    @Test(
        arguments: [
            (1, 0.0, 500), (1, 1.0, 1000), (2, 1.0, 2000), (5, 1.0, 16_000), (9, 1.0, 256_000), (10, 1.0, 300_000),
            (1_000_000, 0.0, 150_000),
        ] as [(Int, Double, Int64)])
    func pauses(_ refusals: Int, _ jitter: Double, _ pause: Int64) {
        #expect(RetrySchedule.pause(afterRefusals: refusals, jitter: jitter) == pause)
    }

    @Test func refusalsEndWithTheEventsAge() throws {
        let schedule = try schedule(age: 60)
        #expect(
            schedule.step(afterRefusals: 1, acceptedAt: 0, now: 59_800, jitter: 0) == .giveUp(.eventAgeExceeded))
        #expect(schedule.step(afterRefusals: 1, acceptedAt: 0, now: 0, jitter: 0) == .retry(after: 500))
        #expect(!schedule.isExpired(acceptedAt: 0, now: 60_000))
        #expect(schedule.isExpired(acceptedAt: 0, now: 60_001))
        #expect(!RetrySchedule(nil).isExpired(acceptedAt: 0, now: 21_600_000))
        #expect(RetrySchedule(nil).isExpired(acceptedAt: 0, now: 21_600_001))
    }
}
