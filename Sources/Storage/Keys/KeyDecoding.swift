/// Reads what `KeyEncoding` wrote; any other bytes are refused, whatever they are.
enum KeyDecoding {
    /// How deep tuples may nest, so that forged bytes cannot exhaust the stack.
    static let maximumDepth = 16

    /// The parts of a whole key.
    static func parts(of bytes: ArraySlice<UInt8>) throws(StorageFault) -> [KeyPart] {
        var rest = bytes
        var parts: [KeyPart] = []
        while let code = rest.popFirst() { parts.append(try part(code, from: &rest, depth: 0)) }
        return parts
    }

    private static func part(
        _ code: UInt8, from rest: inout ArraySlice<UInt8>, depth: Int
    ) throws(StorageFault) -> KeyPart {
        switch code {
        case KeyEncoding.none: return .none
        case KeyEncoding.bytes: return .bytes(try content(from: &rest))
        case KeyEncoding.string:
            guard let text = String(validating: try content(from: &rest), as: UTF8.self) else { throw .malformedKey }
            return .string(text)
        case KeyEncoding.nested: return .nested(try nested(from: &rest, depth: depth + 1))
        case KeyEncoding.zero - 8...KeyEncoding.zero + 8: return .integer(try integer(code, from: &rest))
        case KeyEncoding.no: return .bool(false)
        case KeyEncoding.yes: return .bool(true)
        default: throw .malformedKey
        }
    }

    private static func content(from rest: inout ArraySlice<UInt8>) throws(StorageFault) -> [UInt8] {
        var content: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte != 0 {
                content.append(byte)
            } else if rest.first == KeyEncoding.escape {
                rest.removeFirst()
                content.append(0)
            } else {
                return content
            }
        }
        throw .malformedKey
    }

    private static func nested(from rest: inout ArraySlice<UInt8>, depth: Int) throws(StorageFault) -> [KeyPart] {
        if depth > maximumDepth { throw .malformedKey }
        var parts: [KeyPart] = []
        while let code = rest.popFirst() {
            if code != KeyEncoding.none {
                parts.append(try part(code, from: &rest, depth: depth))
            } else if rest.first == KeyEncoding.escape {
                rest.removeFirst()
                parts.append(.none)
            } else {
                return parts
            }
        }
        throw .malformedKey
    }

    private static func integer(_ code: UInt8, from rest: inout ArraySlice<UInt8>) throws(StorageFault) -> Int64 {
        let negative = code < KeyEncoding.zero
        let length = Int(negative ? KeyEncoding.zero - code : code - KeyEncoding.zero)
        guard rest.count >= length else { throw .malformedKey }
        var magnitude: UInt64 = 0
        for byte in rest.prefix(length) { magnitude = magnitude << 8 | UInt64(negative ? ~byte : byte) }
        rest.removeFirst(length)
        // Only the shortest form is a key: two spellings of one number would be two keys.
        guard (64 - magnitude.leadingZeroBitCount + 7) / 8 == length else { throw .malformedKey }
        if negative {
            guard magnitude <= UInt64(Int64.max) + 1 else { throw .malformedKey }
            return Int64(truncatingIfNeeded: 0 &- magnitude)
        }
        guard let number = Int64(exactly: magnitude) else { throw .malformedKey }
        return number
    }
}
