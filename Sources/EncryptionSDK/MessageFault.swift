/// Why no message was made.
package enum MessageFault: Error, Hashable, Sendable {
    /// A data key that is not 32 bytes long, or a message id that is not 16.
    case wrongLength
    /// A text or key that its two-byte length cannot count, or a context that names the format's own key.
    case unrepresentable
}
