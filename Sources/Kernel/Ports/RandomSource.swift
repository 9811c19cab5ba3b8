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

    /// A random UUID in lower case, as request ids are written.
    package func uuid() -> String {
        var raw = bytes(16)
        raw[6] = raw[6] & 0x0f | 0x40
        raw[8] = raw[8] & 0x3f | 0x80
        return String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for (index, byte) in raw.enumerated() {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                text[place] = Self.hexadecimal(byte >> 4)
                text[place + 1] = Self.hexadecimal(byte & 15)
                place += 2
            }
            return place
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
