import Kernel
import Storage

/// The passwords of users, by the user's unique id.
enum ConsoleLogins {
    static let records = Records<ConsoleLogin>(
        "iam/login", account: \.account.digits, key: { [.string($0.userID)] })

    static func of(
        _ userID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> ConsoleLogin? {
        try records.get([.string(userID)], account: account.digits, in: transaction)
    }
}
