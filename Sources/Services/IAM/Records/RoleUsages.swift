import Kernel
import Storage

/// When roles were last assumed; a space of its own, so that writing it disturbs no cache of roles.
enum RoleUsages {
    static let records = Records<RoleUsage>(
        "iam/role-usage", account: \.account.digits, key: { [.string($0.roleID)] })

    static func of(_ roleID: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> RoleUsage? {
        try records.get([.string(roleID)], account: account.digits, in: transaction)
    }
}
