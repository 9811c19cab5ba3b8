/// How much the outbox keeps, and for how long.
package struct OutboxSettings: Hashable, Sendable {
    /// Whether subjects and bodies, which hold codes, can be read here; otherwise they are forgotten once delivered.
    package var keepsContent: Bool
    /// Days after which a message is forgotten, delivered or not.
    package var days: Int
    /// Messages of one account beyond which its oldest are forgotten.
    package var messagesPerAccount: Int

    package init(keepsContent: Bool = true, days: Int = 7, messagesPerAccount: Int = 10_000) {
        self.keepsContent = keepsContent
        self.days = days
        self.messagesPerAccount = messagesPerAccount
    }
}
