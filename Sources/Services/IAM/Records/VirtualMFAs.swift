import Kernel
import Storage

/// The virtual multi-factor devices of every account, by ARN without case.
enum VirtualMFAs {
    static let records = Records<VirtualMFA>("iam/mfa", account: \.account.digits, key: { key($0.arn) }) {
        Index("user", keys: { device in device.userID.map { [[.string($0)]] } ?? [] })
    }

    static func key(_ arn: String) -> [KeyPart] { [.string(arn.lowercased())] }

    static func device(
        arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> VirtualMFA? {
        try records.get(key(arn), account: account.digits, in: transaction)
    }

    /// The devices enabled for a user.
    static func enabled(
        forUser id: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [VirtualMFA] {
        try records.scan(index: "user", prefix: [.string(id)], account: account.digits, in: transaction)
    }

    static func count(enabledForUser id: String, in account: AccountID, _ transaction: any ReadTransaction) throws
        -> Int
    {
        try records.count(index: "user", prefix: [.string(id)], account: account.digits, in: transaction)
    }
}
