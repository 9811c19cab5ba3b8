package import Kernel
internal import Wire

/// What carries messages away, by channel; a channel without a transport ends in the outbox.
package struct MessageTransports: Sendable {
    package var mail: (any MailTransport)?
    package var text: (any TextTransport)?

    package init(mail: (any MailTransport)? = nil, text: (any TextTransport)? = nil) {
        self.mail = mail
        self.text = text
    }

    /// Hands one message of a channel on.
    struct Sender: Sendable {
        let channel: OutgoingMessage.Channel
        let send: @Sendable (StoredMessage, ContentSeal.Content) async throws(DeliveryFault) -> Void
    }

    func carry(_ channel: OutgoingMessage.Channel) -> Bool {
        switch channel {
        case .mail: mail != nil
        case .text: text != nil
        case .push: false
        }
    }

    var senders: [Sender] {
        var senders: [Sender] = []
        if let mail {
            senders.append(
                Sender(channel: .mail) { stored, content async throws(DeliveryFault) in
                    try await mail.send(
                        MailMessage(
                            id: stored.id, time: Timestamp(milliseconds: stored.time), recipient: stored.recipient,
                            sender: stored.sender, replyTo: stored.replyTo, subject: content.subject ?? "",
                            body: content.body))
                })
        }
        if let text {
            senders.append(
                Sender(channel: .text) { stored, content async throws(DeliveryFault) in
                    try await text.send(TextMessage(recipient: stored.recipient, body: content.body))
                })
        }
        return senders
    }
}
