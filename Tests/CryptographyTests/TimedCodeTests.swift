import Cryptography
import Testing

/// Codes must be those that every authenticator app shows.
struct TimedCodeTests {
    private let seed = Array("12345678901234567890".utf8)

    /// The last six digits of the SHA-1 vectors in RFC 6238, appendix B.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func codesMatchTheStandard(_ seconds: Int64, _ code: String) {
        #expect(TimedCode.code(seed: seed, step: seconds / TimedCode.step) == code)
    }

    /// RFC 4226, appendix D.
    @Test(
        arguments: [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ].enumerated().map { ($0.offset, $0.element) })
    func countedCodesMatchTheStandard(_ counter: Int, _ code: String) {
        #expect(TimedCode.code(seed: seed, step: Int64(counter)) == code)
    }

    /// A code is good one step early or late, and its step is told so that it is spent once.
    @Test(
        arguments: [
            (-2, nil, nil), (-1, nil, -1), (0, nil, 0), (1, nil, 1), (2, nil, nil),
            (0, -1, 0), (0, 0, nil), (-1, 0, nil), (1, 0, 1), (1, 1, nil),
        ] as [(Int64, Int64?, Int64?)])
    func aCodeIsGoodNearItsStepAndOnce(_ shown: Int64, _ spent: Int64?, _ accepted: Int64?) {
        let now: Int64 = 37_037_037
        let code = TimedCode.code(seed: seed, step: now + shown)
        let step = TimedCode.step(of: code, seed: seed, near: now, window: 1, after: spent.map { now + $0 })
        #expect(step == accepted.map { now + $0 })
    }

    @Test(arguments: ["", "0504710", "50471", "05047a", "０５０４７１"])
    func whatIsNoCodeFitsNoStep(_ text: String) {
        #expect(TimedCode.step(of: text, seed: seed, near: 1_111_111_111 / 30, window: 1) == nil)
    }

    @Test func onlyConsecutiveCodesWithinTheWindowFit() {
        let now: Int64 = 1_111_111_111
        func code(_ step: Int64) -> String { TimedCode.code(seed: seed, step: now / 30 + step) }
        func step(_ first: Int64, _ second: Int64) -> Int64? {
            TimedCode.lastStep(of: code(first), code(second), seed: seed, at: now, window: 3).map { $0 - now / 30 }
        }
        #expect(step(-1, 0) == 0)
        #expect(step(2, 3) == 3)
        #expect(step(3, 4) == nil)
        #expect(step(-1, 1) == nil)
        #expect(step(0, 0) == nil)
    }
}
