import Kernel
import Storage

/// Who belongs to which group.
enum GroupMemberships {
    static let records = Records<GroupMembership>(
        "iam/membership", account: \.account.digits, key: { key(group: $0.groupID, user: $0.userID) }
    ) {
        Index("user") { [.string($0.userID)] }
    }

    static func key(group: String, user: String) -> [KeyPart] { [.string(group), .string(user)] }

    /// The groups of a user.
    static func groups(
        ofUser id: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [IAMGroup] {
        try records.scan(index: "user", prefix: [.string(id)], account: account.digits, in: transaction)
            .compactMap { try Groups.withID($0.groupID, in: account, transaction) }
    }

    static func countGroups(
        ofUser id: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Int {
        try records.count(index: "user", prefix: [.string(id)], account: account.digits, in: transaction)
    }

    static func countUsers(
        ofGroup id: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Int {
        try records.count(prefix: [.string(id)], account: account.digits, in: transaction)
    }
}
