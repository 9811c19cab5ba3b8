import Kernel
import Storage

/// The texts of managed policies, whether AWS's or the account's own.
enum ManagedPolicyTexts {
    /// The text in force of a policy; `nil` where there is no such policy.
    static func document(
        ofPolicy arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> String? {
        if let policy = AWSManagedPolicy.find(arn) { return policy.document }
        guard let policy = try CustomerPolicies.policy(arn: arn, in: account, transaction) else { return nil }
        return try CustomerPolicies.version(policy.defaultVersion, of: policy, transaction)?.document
    }

    /// Whether a policy exists.
    static func contains(
        policy arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Bool {
        if AWSManagedPolicy.find(arn) != nil { return true }
        return try CustomerPolicies.policy(arn: arn, in: account, transaction) != nil
    }
}
