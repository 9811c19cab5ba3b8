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
}

/// One for each place; indexed as messages of the outbox are.
enum DecoyMessages {
    static let records = Records<StoredDecoyMessage>(
        "cognito-idp/decoy-message", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.place)] }
    ) {
        Index("recipient") { [.string($0.recipient), .integer($0.time)] }
    }
}
