/// Where secrets and identifiers come from; handed in so that a failing run can be replayed.
package protocol RandomSource: Sendable {
    /// So many unpredictable bytes.
    func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's generator.
package struct SystemRandomSource: RandomSource {
    package init() {}

    package func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}

extension RandomSource {
    /// So many characters drawn evenly from an alphabet of at most 256.
    package func characters(_ count: Int, from alphabet: [Character]) -> String {
        let limit = 256 - 256 % alphabet.count
        var text = ""
        while text.count < count {
            for byte in bytes(count - text.count) where Int(byte) < limit {
                text.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return text
    }

    /// AWS's form of unique ids: a four-letter prefix and base-32 characters, 21 in all (`AIDA…`) or 20 for access keys.
    package func uniqueID(prefix: String, length: Int = 21) -> String {
        prefix + characters(length - prefix.count, from: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
    }

    /// A random UUID in lower case.
    package func uuid() -> String {
        let raw = bytes(16)
        func word(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        return UUIDText.versionFour(from: word(raw[..<8]), word(raw[8...]))
    }
}
