import Kernel
import Storage

/// One record of settings an account; an alias belongs to one account of the whole server.
enum AccountSettingsRecords {
    static let records = Records<AccountSettings>("iam/account", account: \.account.digits, key: { _ in [] }) {
        UniqueIndex("alias", scope: .server, keys: { settings in settings.alias.map { [[.string($0)]] } ?? [] })
    }

    /// The account's settings, or those of an account that never chose any.
    static func of(_ account: AccountID, _ transaction: any ReadTransaction) throws -> AccountSettings {
        try records.get([], account: account.digits, in: transaction) ?? AccountSettings(account: account)
    }
}
