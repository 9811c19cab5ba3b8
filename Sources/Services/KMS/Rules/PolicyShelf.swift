import IAMPolicy
import Kernel
import Synchronization

/// Policies as they were read once: every use of a key asks for its policy, and they seldom change.
final class PolicyShelf: Sendable {
    /// Beyond so many all are forgotten at once.
    private static let limit = 1024

    private let kept = Mutex<[String: (text: String, document: PolicyDocument)]>([:])

    func document(_ text: String) throws -> PolicyDocument {
        // Two policies may differ in nothing but lookalikes.
        if let known = kept.withLock({ $0[text] }), known.text.hasSameBytes(as: text) { return known.document }
        let document = try PolicyDocument(parsing: text, as: .resource)
        kept.withLock { kept in
            if kept.count >= Self.limit { kept = [:] }
            kept[text] = (text, document)
        }
        return document
    }
}
