import Kernel
import Storage

/// The access keys of users, found by their id over all accounts.
enum UserAccessKeys {
    static let records = Records<UserAccessKey>(
        "iam/access-key", account: \.account.digits, key: { key(user: $0.userID, id: $0.id) }
    ) {
        UniqueIndex("id", scope: .server) { [.string($0.id)] }
    }

    static func key(user: String, id: String) -> [KeyPart] { [.string(user), .string(id)] }

    /// The key of an id, whatever its account.
    static func withID(_ id: String, _ transaction: any ReadTransaction) throws -> UserAccessKey? {
        try records.find("id", [.string(id)], in: transaction)
    }

    /// A user's keys, oldest first.
    static func all(
        ofUser id: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [UserAccessKey] {
        try records.scan(prefix: [.string(id)], account: account.digits, in: transaction)
            .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    static func count(ofUser id: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> Int {
        try records.count(prefix: [.string(id)], account: account.digits, in: transaction)
    }
}
