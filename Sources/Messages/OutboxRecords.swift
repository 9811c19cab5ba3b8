internal import Kernel
internal import Storage

/// The messages of every account in the order of their times, and the queues of those that are to be delivered.
enum OutboxRecords {
    static let byRecipient = "recipient"

    static let records = Records<StoredMessage>("messages/outbox", account: \.account.digits, key: \.key) {
        Index(byRecipient) { [.string(folded($0.recipient)), .integer($0.time)] }
    }

    /// Tries for about six hours: longer than any code is good for but an invitation's.
    private static let retries = QueueSettings(maximumAttempts: 30, firstDelay: 2000, longestDelay: 900_000)

    static func queue(of channel: OutgoingMessage.Channel) -> DurableQueue<QueuedMessage> {
        DurableQueue("messages/\(channel.rawValue)", settings: retries)
    }

    /// A recipient as the index has it: keys have a limit, and people do not remember capitals.
    static func folded(_ recipient: String) -> String {
        String(decoding: recipient.lowercased().utf8.prefix(1024), as: UTF8.self)
    }
}
