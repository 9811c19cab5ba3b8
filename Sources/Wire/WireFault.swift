/// Why bytes could not be read as what the model expects; codecs turn it into the protocol's own error.
package enum WireFault: Error, Hashable, Sendable {
    /// Not well-formed in its format at all.
    case malformed(String)
    /// Well-formed, but another kind of value than the model's.
    case unexpected(String)
    /// Nested more deeply than `WireLimits.depth`.
    case tooDeep
}

/// How much of a request is read before it is refused.
///
/// The gateway refuses larger bodies before a codec sees them; a codec never makes more of a body than a small
/// multiple of its size.
package enum WireLimits {
    /// How deeply values may lie in each other.
    package static let depth = 64
    /// Header lines in one request.
    package static let headerCount = 128
    /// Bytes of all header lines together.
    package static let headerBytes = 64 * 1024

    /// Bytes in a body of one protocol, where the operation does not take a payload of its own.
    ///
    /// DynamoDB's `BatchWriteItem` takes 16 MB, Lambda's `CreateFunction` 50 MB of zip in base64; query services take
    /// policies and templates of at most 1 MB.
    package static func bodyBytes(_ wireProtocol: WireProtocol) -> Int {
        switch wireProtocol {
        case .query: 2 * 1024 * 1024
        case .json10, .json11: 17 * 1024 * 1024
        case .restXML: 8 * 1024 * 1024
        case .restJSON: 72 * 1024 * 1024
        }
    }
}
