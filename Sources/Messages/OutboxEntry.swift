package import Kernel
package import Wire

/// A message as its account finds it in the outbox.
package struct OutboxEntry: Hashable, Sendable {
    package var id: String
    package var time: Timestamp
    package var channel: OutgoingMessage.Channel
    package var region: Region
    /// The ARN of what sent it.
    package var source: String
    package var purpose: String
    package var recipient: String
    /// `nil` also where it is withheld.
    package var subject: String?
    /// `nil` where it is withheld.
    package var body: String?
    package var state: MessageState
    /// Failed attempts to deliver it.
    package var attempts: Int
    /// Why the last attempt failed.
    package var reason: String?

    init(_ stored: StoredMessage, content: ContentSeal.Content?) {
        id = stored.id
        time = Timestamp(milliseconds: stored.time)
        channel = stored.channel
        region = stored.region
        source = stored.source
        purpose = stored.purpose
        recipient = stored.recipient
        subject = content?.subject
        body = content?.body
        state = stored.state
        attempts = stored.attempts
        reason = stored.reason
    }
}

/// How far a message has come.
package enum MessageState: String, Codable, Sendable {
    /// Nothing carries its channel: it lies here only.
    case kept
    /// On its way, or waiting for the next attempt.
    case queued
    case delivered
    /// It will not be tried again.
    case failed
}
