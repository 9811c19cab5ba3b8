import Kernel
import Storage

/// What is kept in place of a message that was not sent, so that not sending takes as long.
struct StoredDecoyMessage: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    /// The decoy's `sub`.
    let place: String
    /// Milliseconds since 1970.
    let time: Int64
    let recipient: String
    let subject: Sealed
    let body: Sealed
    // As much more as a message of the outbox has.
    let id: String
    let region: String
    let channel: String
    let source: String
    let purpose: String
    var state = "kept"
    var attempts = 0
}

/// One for each place; indexed as messages of the outbox are.
enum DecoyMessages {
    static let records = Records<StoredDecoyMessage>(
        "cognito-idp/decoy-letter", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.place)] }
    ) {
        Index("recipient") { [.string($0.recipient), .integer($0.time)] }
    }
}
