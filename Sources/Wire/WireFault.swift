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
/// The gateway refuses larger bodies and heads before a codec sees them; a codec never makes more of a body than a
/// small multiple of its size.
package enum WireLimits {
    /// How deeply values may lie in each other.
    package static let depth = 64
}
