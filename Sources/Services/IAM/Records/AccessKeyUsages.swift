import Kernel
import Storage

/// When keys were last used; a space of its own, so that writing it disturbs no cache of keys.
enum AccessKeyUsages {
    static let records = Records<AccessKeyUsage>(
        "iam/access-key-usage", account: \.account.digits, key: { [.string($0.keyID)] })

    static func of(
        _ keyID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> AccessKeyUsage? {
        try records.get([.string(keyID)], account: account.digits, in: transaction)
    }
}
