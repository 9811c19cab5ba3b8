import Kernel
import Storage

/// How deletions of service-linked roles went, by task id.
enum LinkedRoleDeletions {
    static let records = Records<LinkedRoleDeletion>(
        "iam/linked-role-deletion", account: \.account.digits, key: { [.string($0.id)] })
}
