internal import Kernel
internal import Storage

/// The accounts of the server, one record each; the key is the account itself.
///
/// Since the record lies under its own account, erasing the account erases it too.
enum AccountRecords {
    static let records = Records<StoredAccount>("martlet/account", account: \.id.digits, key: { _ in [] }) {
        UniqueIndex("accessKey", scope: .server) { [.string($0.rootAccessKeyID)] }
        UniqueIndex("name", scope: .server) { [.string($0.name)] }
        UniqueIndex("default", scope: .server, keys: { $0.isDefault ? [[.bool(true)]] : [] })
    }

    static func account(_ id: AccountID, in transaction: any ReadTransaction) throws -> StoredAccount? {
        try records.get([], account: id.digits, in: transaction)
    }

    /// The account that the server was first started with.
    static func defaultAccount(in transaction: any ReadTransaction) throws -> StoredAccount? {
        try records.find("default", [.bool(true)], in: transaction)
    }

    /// Every account, in the order of their ids.
    static func all(in transaction: any ReadTransaction) throws -> [StoredAccount] {
        try records.scanAllAccounts(in: transaction)
    }

    /// Throws `duplicate` where the id, the name or the access key is taken.
    static func insert(_ account: StoredAccount, in transaction: any WriteTransaction) throws {
        try records.insert(account, in: transaction)
    }

    /// Throws `duplicate` where the new access key is taken.
    static func replace(_ account: StoredAccount, in transaction: any WriteTransaction) throws {
        try records.replace(account, in: transaction)
    }
}
