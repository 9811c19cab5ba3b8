import Kernel
import Storage

/// Which managed policies are attached to which users, groups and roles.
enum PolicyAttachments {
    static let records = Records<PolicyAttachment>(
        "iam/attachment", account: \.account.digits, key: { key(entity: $0.entityID, policy: $0.policyARN) }
    ) {
        Index("policy") { [.string($0.policyARN), .string($0.entityKind.rawValue)] }
    }

    static func key(entity: String, policy arn: String) -> [KeyPart] { [.string(entity), .string(arn)] }

    /// What is attached to an entity, in the order of the policies' ARNs.
    static func attached(
        to entityID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [PolicyAttachment] {
        try records.scan(prefix: [.string(entityID)], account: account.digits, in: transaction)
    }

    static func count(
        attachedTo entityID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Int {
        try records.count(prefix: [.string(entityID)], account: account.digits, in: transaction)
    }

    /// To what a policy is attached: groups, then roles, then users.
    static func attachments(
        of policyARN: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [PolicyAttachment] {
        try records.scan(index: "policy", prefix: [.string(policyARN)], account: account.digits, in: transaction)
    }

    static func count(
        ofPolicy arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Int {
        try records.count(index: "policy", prefix: [.string(arn)], account: account.digits, in: transaction)
    }

    /// How many users and roles a policy bounds.
    static func countBoundaries(
        ofPolicy arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Int {
        let users = try Users.records.count(
            index: "boundary", prefix: [.string(arn)], account: account.digits, in: transaction)
        let roles = try Roles.records.count(
            index: "boundary", prefix: [.string(arn)], account: account.digits, in: transaction)
        return users + roles
    }
}
