import Kernel
import Storage

/// The last credential report of every account.
enum CredentialReports {
    static let records = Records<StoredCredentialReport>(
        "iam/credential-report", account: \.account.digits, key: { _ in [] })

    static func of(_ account: AccountID, _ transaction: any ReadTransaction) throws -> StoredCredentialReport? {
        try records.get([], account: account.digits, in: transaction)
    }
}
