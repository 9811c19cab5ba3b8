import Kernel
import Storage

/// The OpenID Connect providers of every account, by issuer without scheme.
enum OIDCProviders {
    static let records = Records<OIDCProvider>(
        "iam/oidc-provider", account: \.account.digits, key: { [.string($0.url)] })

    static func issuing(
        _ url: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> OIDCProvider? {
        try records.get([.string(url)], account: account.digits, in: transaction)
    }

    /// The provider of an ARN of this account.
    static func provider(
        arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> OIDCProvider? {
        let prefix = "arn:aws:iam::\(account):oidc-provider/"
        guard arn.hasPrefix(prefix) else { return nil }
        return try issuing(String(arn.dropFirst(prefix.count)), in: account, transaction)
    }
}
