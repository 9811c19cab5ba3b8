import Crypto

/// Time-based one-time passwords: RFC 6238 with SHA-1, six digits and steps of 30 seconds.
enum OneTimePassword {
    static let step: Int64 = 30
    /// In bytes; 64 characters of base 32, as AWS's seeds have.
    static let seedLength = 40

    /// The code of one step.
    static func code(seed: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(bitPattern: step) >> (56 - 8 * UInt64($0))) }
        let digest = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: seed)))
        let offset = Int(digest[19] & 15)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step of the second of two codes that follow one another, nearest to now; `nil` where they fit nowhere
    /// within `window` steps.
    static func lastStep(
        of first: String, _ second: String, seed: [UInt8], at seconds: Int64, window: Int64
    ) -> Int64? {
        let now = seconds / step
        let steps = [now] + (1...window).flatMap { [now - $0, now + $0] }
        return steps.first { step in
            constantTimeEquals(code(seed: seed, step: step - 1), first)
                && constantTimeEquals(code(seed: seed, step: step), second)
        }
    }

    /// The step that a code belongs to, nearest to one; `nil` where it is none within `window` steps.
    static func step(of code: String, seed: [UInt8], near now: Int64, window: Int64) -> Int64? {
        let steps = [now] + (1...window).flatMap { [now - $0, now + $0] }
        return steps.first { constantTimeEquals(Self.code(seed: seed, step: $0), code) }
    }

    private static func constantTimeEquals(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(0) { $0 | $1.0 ^ $1.1 } == 0
    }

    /// Base 32 without padding, as authenticator apps read it.
    static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> bits & 31)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << (5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
