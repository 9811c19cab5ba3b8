import Testing

@testable import ServiceIAM

/// Codes must be those that every authenticator app shows.
struct OneTimePasswordTests {
    /// The last six digits of the SHA-1 vectors in RFC 6238, appendix B.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func codesMatchTheStandard(_ seconds: Int64, _ code: String) {
        let seed = Array("12345678901234567890".utf8)
        #expect(OneTimePassword.code(seed: seed, step: seconds / 30) == code)
    }

    /// RFC 4648, section 10, without padding.
    @Test(arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")])
    func base32MatchesTheStandard(_ text: String, _ encoded: String) {
        #expect(OneTimePassword.base32(Array(text.utf8)) == encoded)
    }

    @Test func onlyConsecutiveCodesWithinTheWindowFit() {
        let seed = Array("12345678901234567890".utf8)
        let now: Int64 = 1_111_111_111
        func code(_ step: Int64) -> String { OneTimePassword.code(seed: seed, step: now / 30 + step) }
        func step(_ first: Int64, _ second: Int64) -> Int64? {
            OneTimePassword.lastStep(of: code(first), code(second), seed: seed, at: now, window: 3)
                .map { $0 - now / 30 }
        }
        #expect(step(-1, 0) == 0)
        #expect(step(2, 3) == 3)
        #expect(step(3, 4) == nil)
        #expect(step(-1, 1) == nil)
        #expect(step(0, 0) == nil)
    }
}
