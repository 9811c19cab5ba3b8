/// Makes bytes that are nearly right out of bytes that are, the same ones from the same seed.
struct Mutator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static let tokens = [
        "{", "}", "[", "]", "\"", ":", ",", "\\u", "\\ud83d", "null", "1e999", "<", ">", "</", "/>", "<![CDATA[",
        "<!--", "<!DOCTYPE",
        "&", "&#x", ";", "=", "%", "%2", "+", ".member.1", ".entry.1.key=", ".999999999999", "&&", "\u{0}", "🙂", "-",
        "e",
    ]

    /// One to eight changes: bits, bytes, tokens, cuts and repetitions.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &self) {
            let index = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0 where !bytes.isEmpty: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1 where !bytes.isEmpty: bytes[index] = UInt8.random(in: 0...255, using: &self)
            case 2 where !bytes.isEmpty: bytes.remove(at: index)
            case 3:
                let token = Self.tokens[Int.random(in: 0..<Self.tokens.count, using: &self)]
                bytes.insert(contentsOf: Array(token.utf8), at: index)
            case 4 where !bytes.isEmpty:
                let end = Int.random(in: index..<bytes.count, using: &self)
                bytes.insert(contentsOf: Array(bytes[index...end]), at: index)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0...4, using: &self)))
            }
        }
        return bytes
    }

    mutating func bytes() -> [UInt8] {
        (0..<Int.random(in: 0...200, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}
