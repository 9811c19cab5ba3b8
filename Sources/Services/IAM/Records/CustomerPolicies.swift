import Kernel
import Storage

/// The managed policies that accounts made, by name without case, with their versions.
enum CustomerPolicies {
    static let records = Records<CustomerPolicy>("iam/policy", account: \.account.digits, key: { key($0.name) }) {
        UniqueIndex("id") { [.string($0.id)] }
    }

    static let versions = Records<CustomerPolicyVersion>(
        "iam/policy-version", account: \.account.digits,
        key: { versionKey(policy: $0.policyID, number: $0.number) })

    static func key(_ name: String) -> [KeyPart] { [.string(name.lowercased())] }

    static func versionKey(policy id: String, number: Int) -> [KeyPart] { [.string(id), .integer(Int64(number))] }

    /// Names are found whatever their case.
    static func named(
        _ name: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> CustomerPolicy? {
        try records.get(key(name), account: account.digits, in: transaction)
    }

    /// The policy of exactly this ARN, path and case included.
    static func policy(
        arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> CustomerPolicy? {
        guard arn.hasPrefix("arn:aws:iam::\(account):policy/"), let slash = arn.lastIndex(of: "/") else { return nil }
        let policy = try named(String(arn[arn.index(after: slash)...]), in: account, transaction)
        return policy?.arn == arn ? policy : nil
    }

    static func version(
        _ number: Int, of policy: CustomerPolicy, _ transaction: any ReadTransaction
    ) throws -> CustomerPolicyVersion? {
        try versions.get(
            versionKey(policy: policy.id, number: number), account: policy.account.digits, in: transaction)
    }

    /// Every version, oldest first.
    static func allVersions(
        of policy: CustomerPolicy, _ transaction: any ReadTransaction
    ) throws -> [CustomerPolicyVersion] {
        try versions.scan(prefix: [.string(policy.id)], account: policy.account.digits, in: transaction)
    }
}
