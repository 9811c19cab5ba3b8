internal import Crypto

/// SHA-256 over bytes in memory.
enum SigningHash {
    static func digest(_ bytes: [UInt8]) -> SHA256Digest {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize()
    }

    /// The digest in lowercase hexadecimal.
    static func hex(_ bytes: [UInt8]) -> String {
        bytes.isEmpty ? SigningText.emptyHash : SigningText.string(digest(bytes).hex)
    }

    /// The digest in base64, as AWS's messages show an `Authorization` header without revealing it.
    static func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = Array(digest(Array(text.utf8)))
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0) }
            for sextet in 0..<4 {
                result.append(sextet <= group.count ? alphabet[bits >> (18 - 6 * sextet) & 63] : UInt8(ascii: "="))
            }
        }
        return SigningText.string(result)
    }
}

extension SHA256Digest {
    /// The digest in lowercase hexadecimal.
    var hex: [UInt8] { withUnsafeBytes { SigningText.hex($0) } }
}
