/// A tuple encoded so that the order of the bytes is the order of the tuples.
///
/// The first part is the *space*, the name of what is kept there; change signals go by it.
package struct Key: Hashable, Sendable {
    /// The longest encoded key that the engines take.
    package static let limit = 8192

    package let bytes: [UInt8]

    package init(_ parts: [KeyPart]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        for part in parts { KeyEncoding.append(part, to: &bytes) }
        self.bytes = bytes
    }

    /// Takes bytes that an engine or a token gave back; they are checked when decoded, not here.
    package init(encoded bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The tuple, or `malformedKey`.
    package func parts() throws(StorageFault) -> [KeyPart] {
        try KeyDecoding.parts(of: bytes[...])
    }

    /// The first part, or an empty string for a key that does not begin with one.
    package var space: String {
        guard bytes.first == KeyEncoding.string, let end = bytes.firstIndex(of: 0) else { return "" }
        return String(decoding: bytes[1..<end], as: UTF8.self)
    }

    /// Refuses a key that is over the limit.
    package func checkLength() throws(StorageFault) {
        if bytes.count > Self.limit { throw .tooLarge(what: "key", limit: Self.limit) }
    }
}

extension Key: Comparable {
    package static func < (left: Key, right: Key) -> Bool {
        precedes(left.bytes, right.bytes)
    }

    /// Byte order of two strings, without going through an iterator.
    static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                let shared = min(left.count, right.count)
                var index = 0
                while index < shared {
                    if left[index] != right[index] { return left[index] < right[index] }
                    index += 1
                }
                return left.count < right.count
            }
        }
    }
}
