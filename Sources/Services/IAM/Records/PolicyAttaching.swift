import IAMModel
import Kernel
import Storage
import Wire

/// How managed policies come to users, groups and roles, and leave them.
enum PolicyAttaching {
    /// Attaches a policy; nothing changes where it is attached already.
    static func attach(
        _ arn: String, to holder: PolicyHolder, at time: Timestamp, _ transaction: any WriteTransaction
    ) throws {
        try holder.refuseLinked()
        try ManagedPolicy.refuseForeign(arn)
        guard let policy = try ManagedPolicy.withARN(arn, in: holder.account, transaction) else {
            throw IAMError.noSuchEntity("Policy \(arn) does not exist or is not attachable.")
        }
        guard policy.isAttachable else {
            throw IAMError.policyNotAttachable("Cannot attach a Service Role Policy to a Customer Role.")
        }
        let key = PolicyAttachments.key(entity: holder.id, policy: arn)
        let account = holder.account.digits
        if try PolicyAttachments.records.get(key, account: account, in: transaction) != nil { return }
        let count = try PolicyAttachments.count(attachedTo: holder.id, in: holder.account, transaction)
        try Quotas.check(count, Quotas.policiesPerEntity, "PoliciesPer\(holder.kind.title)")
        try PolicyAttachments.records.put(
            PolicyAttachment(
                account: holder.account, entityKind: holder.kind, entityID: holder.id, policyARN: arn,
                attachedAt: time.seconds),
            in: transaction)
    }

    /// Detaches a policy, or refuses with AWS's text where it is not attached.
    static func detach(_ arn: String, from holder: PolicyHolder, _ transaction: any WriteTransaction) throws {
        try holder.refuseLinked()
        try ManagedPolicy.refuseForeign(arn)
        let key = PolicyAttachments.key(entity: holder.id, policy: arn)
        let removed = try PolicyAttachments.records.remove(key, account: holder.account.digits, in: transaction)
        guard removed != nil else { throw IAMError.noSuchEntity("Policy \(arn) was not found.") }
    }

    /// The policies attached to an entity whose path begins so.
    static func attached(
        to holder: PolicyHolder, beneath prefix: String? = nil, _ transaction: any ReadTransaction
    ) throws -> [ManagedPolicy] {
        try PolicyAttachments.attached(to: holder.id, in: holder.account, transaction)
            .compactMap { try ManagedPolicy.withARN($0.policyARN, in: holder.account, transaction) }
            .filter { $0.path.hasPrefix(prefix ?? "/") }
    }
}

extension PolicyAttachment.EntityKind {
    /// As quotas and filters spell it.
    var title: String {
        switch self {
        case .user: "User"
        case .group: "Group"
        case .role: "Role"
        }
    }
}
