import Kernel
import Storage

/// The SAML providers of every account, by name.
enum SAMLProviders {
    static let records = Records<SAMLProvider>(
        "iam/saml-provider", account: \.account.digits, key: { [.string($0.name)] })

    static func named(
        _ name: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> SAMLProvider? {
        try records.get([.string(name)], account: account.digits, in: transaction)
    }

    /// The provider of an ARN of this account.
    static func provider(
        arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> SAMLProvider? {
        let prefix = "arn:aws:iam::\(account):saml-provider/"
        guard arn.hasPrefix(prefix) else { return nil }
        return try named(String(arn.dropFirst(prefix.count)), in: account, transaction)
    }
}
