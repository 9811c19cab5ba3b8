package import Kernel

/// A message to a person or a device, with what its sender knows of it.
package struct OutgoingMessage: Codable, Hashable, Sendable {
    /// How it travels.
    package enum Channel: String, Codable, Sendable {
        case mail, text, push
    }

    package var channel: Channel
    package var account: AccountID
    package var region: Region
    /// The ARN of what sends it, such as a user pool's.
    package var source: String
    /// What it is for, such as `SignUp` or `ForgotPassword`.
    package var purpose: String
    /// A mail address, a phone number in E.164, or a device's endpoint.
    package var recipient: String
    /// Mails only; `nil` for the operator's own address.
    package var sender: String?
    package var replyTo: String?
    package var subject: String?
    package var body: String

    package init(
        channel: Channel, account: AccountID, region: Region, source: String, purpose: String, recipient: String,
        sender: String? = nil, replyTo: String? = nil, subject: String? = nil, body: String
    ) {
        self.channel = channel
        self.account = account
        self.region = region
        self.source = source
        self.purpose = purpose
        self.recipient = recipient
        self.sender = sender
        self.replyTo = replyTo
        self.subject = subject
        self.body = body
    }
}
