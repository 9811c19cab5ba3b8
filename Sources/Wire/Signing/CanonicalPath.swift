/// The second line of a canonical request.
enum CanonicalPath {
    /// Writes a path, given as it came on the wire, in the form that a service's rules ask for.
    static func append(_ path: String, rules: SigningRules, to bytes: inout [UInt8]) {
        path.withUTF8Bytes { raw in
            guard !raw.isEmpty else {
                bytes.append(SigningText.slash)
                return
            }
            if rules.normalizesPath && mayNeedNormalizing(raw) {
                normalize(raw).withUnsafeBufferPointer { encode($0, rules: rules, to: &bytes) }
            } else {
                encode(raw, rules: rules, to: &bytes)
            }
        }
    }

    private static func encode(_ raw: UnsafeBufferPointer<UInt8>, rules: SigningRules, to bytes: inout [UInt8]) {
        var index = 0
        while index < raw.count {
            var byte = raw[index]
            var length = 1
            if !rules.encodesPathTwice {
                (byte, length) = CanonicalEncoding.decode(raw[...], at: index)
            }
            if byte == SigningText.slash {
                bytes.append(byte)
            } else {
                CanonicalEncoding.append(byte, to: &bytes)
            }
            index += length
        }
    }

    private static func mayNeedNormalizing(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in raw {
            if previous == SigningText.slash && (byte == SigningText.slash || byte == UInt8(ascii: ".")) { return true }
            previous = byte
        }
        return raw[0] != SigningText.slash
    }

    /// RFC 3986 §5.2.4, and empty segments go too; a trailing slash stays unless nothing is left before it.
    private static func normalize(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var segments: [Slice<UnsafeBufferPointer<UInt8>>] = []
        for segment in raw.split(separator: SigningText.slash) {
            if segment.elementsEqual(".".utf8) { continue }
            if segment.elementsEqual("..".utf8) {
                _ = segments.popLast()
            } else {
                segments.append(segment)
            }
        }
        var result: [UInt8] = []
        result.reserveCapacity(raw.count + 1)
        if raw[0] == SigningText.slash || segments.isEmpty { result.append(SigningText.slash) }
        for (index, segment) in segments.enumerated() {
            if index > 0 { result.append(SigningText.slash) }
            result.append(contentsOf: segment)
        }
        if raw[raw.count - 1] == SigningText.slash && !segments.isEmpty { result.append(SigningText.slash) }
        return result
    }
}
