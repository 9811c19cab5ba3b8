/// One element of a key.
///
/// Order: none, byte strings, strings, nested tuples, integers, false, true; within a kind as one would expect,
/// strings by their UTF-8 bytes. Two strings are equal only if their bytes are.
package enum KeyPart: Sendable {
    case none
    case bytes([UInt8])
    case string(String)
    case nested([KeyPart])
    case integer(Int64)
    case bool(Bool)
}

extension KeyPart: Comparable {
    package static func == (left: KeyPart, right: KeyPart) -> Bool {
        switch (left, right) {
        case (.none, .none): true
        case (.bytes(let left), .bytes(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.nested(let left), .nested(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        default: false
        }
    }

    /// The order that encoded keys keep.
    package static func < (left: KeyPart, right: KeyPart) -> Bool {
        switch (left, right) {
        case (.bytes(let left), .bytes(let right)): left.lexicographicallyPrecedes(right)
        case (.string(let left), .string(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.nested(let left), .nested(let right)): left.lexicographicallyPrecedes(right)
        case (.integer(let left), .integer(let right)): left < right
        case (.bool(let left), .bool(let right)): !left && right
        default: left.rank < right.rank
        }
    }

    private var rank: Int {
        switch self {
        case .none: 0
        case .bytes: 1
        case .string: 2
        case .nested: 3
        case .integer: 4
        case .bool: 5
        }
    }
}

extension KeyPart: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(rank)
        switch self {
        case .none: break
        case .bytes(let bytes): hasher.combine(bytes)
        case .string(let text): for byte in text.utf8 { hasher.combine(byte) }
        case .nested(let parts): hasher.combine(parts)
        case .integer(let number): hasher.combine(number)
        case .bool(let truth): hasher.combine(truth)
        }
    }
}

extension KeyPart: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}
