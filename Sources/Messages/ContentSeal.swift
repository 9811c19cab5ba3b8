internal import Kernel
internal import Storage

/// Seals what a message says: whoever reads the database must not find codes.
struct ContentSeal: Sendable {
    struct Content: Hashable, Sendable {
        var subject: String?
        var body: String
    }

    let vault: Vault

    func fill(_ stored: inout StoredMessage, with message: OutgoingMessage) throws {
        stored.subject = try message.subject.map { try vault.seal($0, for: context("subject", of: stored)) }
        stored.body = try vault.seal(message.body, for: context("body", of: stored))
    }

    /// `nil` where the content is not kept.
    func open(_ stored: StoredMessage) throws -> Content? {
        guard let body = stored.body else { return nil }
        return Content(
            subject: try stored.subject.map { try vault.openText($0, for: context("subject", of: stored)) },
            body: try vault.openText(body, for: context("body", of: stored))
        )
    }

    private func context(_ part: String, of stored: StoredMessage) -> String {
        "messages/outbox/\(stored.account)/\(stored.id)/\(part)"
    }
}
