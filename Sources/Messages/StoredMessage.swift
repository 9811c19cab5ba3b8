internal import Kernel
internal import Storage
internal import Wire

/// A message as it is kept.
struct StoredMessage: Codable, Sendable {
    let id: String
    let account: AccountID
    let region: Region
    /// Milliseconds since 1970.
    let time: Int64
    let channel: OutgoingMessage.Channel
    let source: String
    let purpose: String
    let recipient: String
    let sender: String?
    let replyTo: String?
    /// Both opened by `ContentSeal`; no body means that the content is not kept.
    var subject: Sealed?
    var body: Sealed?
    var state: MessageState
    var attempts = 0
    var reason: String?

    init(_ message: OutgoingMessage, id: String, at time: Timestamp, state: MessageState) {
        self.id = id
        account = message.account
        region = message.region
        self.time = time.milliseconds
        channel = message.channel
        source = message.source
        purpose = message.purpose
        recipient = message.recipient
        sender = message.sender
        replyTo = message.replyTo
        self.state = state
    }

    /// Where it stands among its account's messages.
    var key: [KeyPart] { [.integer(time), .string(id)] }

    mutating func forgetContent() {
        subject = nil
        body = nil
    }
}

/// What the queue of a channel holds: where the message is found, whose id is the item's own.
struct QueuedMessage: Codable, Sendable {
    /// Milliseconds since 1970.
    let time: Int64
}
