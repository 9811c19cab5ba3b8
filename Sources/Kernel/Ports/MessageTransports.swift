package import Wire

/// A mail on its way to one person.
package struct MailMessage: Hashable, Sendable {
    /// Unique among messages, and the same when it is sent again.
    package var id: String
    /// When it was written.
    package var time: Timestamp
    /// An address, such as `ada@example.com`.
    package var recipient: String
    /// An address, or a name with an address: `Postcards <no-reply@example.com>`; `nil` for the operator's own.
    package var sender: String?
    package var replyTo: String?
    package var subject: String
    /// HTML or plain text; a body that holds a tag is HTML.
    package var body: String

    package init(
        id: String, time: Timestamp, recipient: String, sender: String? = nil, replyTo: String? = nil, subject: String,
        body: String
    ) {
        self.id = id
        self.time = time
        self.recipient = recipient
        self.sender = sender
        self.replyTo = replyTo
        self.subject = subject
        self.body = body
    }
}

/// A text message on its way to one phone.
package struct TextMessage: Hashable, Sendable {
    /// In the form E.164, such as `+4915112345678`.
    package var recipient: String
    package var body: String

    package init(recipient: String, body: String) {
        self.recipient = recipient
        self.body = body
    }
}

/// Why a message did not reach its next stop.
package enum DeliveryFault: Error, Hashable, Sendable {
    /// Trying again later may help: the next stop was not there, or was busy.
    case temporary(String)
    /// It will never be taken: a malformed address, a refused recipient.
    case permanent(String)
}

/// Hands mails to the next stop, such as an SMTP server.
package protocol MailTransport: Sendable {
    func send(_ message: MailMessage) async throws(DeliveryFault)
}

/// Hands text messages to the next stop.
package protocol TextTransport: Sendable {
    func send(_ message: TextMessage) async throws(DeliveryFault)
}
