import Kernel
import Storage

/// One policy that gives a user, group or role permissions, and where it comes from.
struct GrantedPolicy: Hashable, Sendable {
    /// What keeps a policy.
    enum Source: Hashable, Sendable {
        /// The entity itself, which need not be the one that was asked for: a user has its groups' policies too.
        case inline(PolicyHolder)
        case managed(ManagedPolicy)
    }

    let name: String
    let source: Source
    let document: String
}

/// All policies that give an entity permissions.
enum GrantedPolicies {
    /// Inline policies, then managed ones; of a user its groups' as well.
    static func of(_ holder: PolicyHolder, _ transaction: any ReadTransaction) throws -> [GrantedPolicy] {
        var policies = try own(holder, transaction)
        if holder.kind == .user {
            let groups = try GroupMemberships.groups(ofUser: holder.id, in: holder.account, transaction)
            for group in groups { policies += try own(PolicyHolder(group), transaction) }
        }
        return policies
    }

    private static func own(_ holder: PolicyHolder, _ transaction: any ReadTransaction) throws -> [GrantedPolicy] {
        let inline = try InlinePolicies.all(of: holder.id, in: holder.account, transaction).map {
            GrantedPolicy(name: $0.name, source: .inline(holder), document: $0.document)
        }
        let managed = try PolicyAttaching.attached(to: holder, transaction).compactMap { policy in
            try ManagedPolicyTexts.document(ofPolicy: policy.arn, in: holder.account, transaction).map {
                GrantedPolicy(name: policy.name, source: .managed(policy), document: $0)
            }
        }
        return inline + managed
    }
}
