/// The name of a blob: 128 random bits in hexadecimal, so that it says nothing, is never used twice, and cannot be
/// guessed.
struct BlobID: Hashable, Sendable {
    static let length = 32

    let text: String

    private init(_ text: String) {
        self.text = text
    }

    /// Takes an id that came from outside, or refuses it: no other text ever becomes part of a path.
    init(parsing text: String) throws(BlobFault) {
        guard Self.isWellFormed(text) else { throw .malformed(text) }
        self.text = text
    }

    /// A new name, from the system's own randomness.
    static func random() -> BlobID {
        let digits = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        for _ in 0..<2 {
            var word = UInt64.random(in: .min ... .max)
            for _ in 0..<16 {
                bytes.append(digits[Int(word & 15)])
                word >>= 4
            }
        }
        return BlobID(String(decoding: bytes, as: UTF8.self))
    }

    static func isWellFormed(_ text: String) -> Bool {
        let bytes = text.utf8
        return bytes.count == length
            && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (0x61...0x66).contains($0) }
    }

    /// The sub-folder it lies in: a folder of a million files is slow to list and to change.
    var shelf: String {
        String(text.prefix(2))
    }
}
