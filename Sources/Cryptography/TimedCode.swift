import Crypto

/// Time-based one-time passwords: RFC 6238 with SHA-1, six digits and steps of 30 seconds.
///
/// A step that was accepted is spent: keep it, and accept only later ones.
package enum TimedCode {
    /// In seconds.
    package static let step: Int64 = 30

    /// The code of one step; with a counter for the step, RFC 4226's counter-based code.
    package static func code(seed: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(bitPattern: step) >> (56 - 8 * UInt64($0))) }
        let digest = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: seed)))
        let offset = Int(digest[19] & 15)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step that a code belongs to, nearest to one; `nil` where it is none within `window` steps or only one that
    /// is spent already.
    package static func step(
        of code: String, seed: [UInt8], near now: Int64, window: Int64, after spent: Int64? = nil
    ) -> Int64? {
        let fitting = steps(near: now, window: window).filter {
            ConstantTime.equal(Self.code(seed: seed, step: $0), code)
        }
        return fitting.first { $0 > spent ?? .min }
    }

    /// The step of the second of two codes that follow one another, nearest to now; `nil` where they fit nowhere
    /// within `window` steps.
    package static func lastStep(
        of first: String, _ second: String, seed: [UInt8], at seconds: Int64, window: Int64
    ) -> Int64? {
        steps(near: seconds / step, window: window).first { step in
            ConstantTime.equal(code(seed: seed, step: step - 1), first)
                && ConstantTime.equal(code(seed: seed, step: step), second)
        }
    }

    private static func steps(near now: Int64, window: Int64) -> [Int64] {
        [now] + (0..<window).flatMap { [now - $0 - 1, now + $0 + 1] }
    }
}
