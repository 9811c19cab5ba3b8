import IAMModel
import Kernel
import Storage
import Wire

/// The inline policies of users, groups and roles, under the entity's unique id and the policy's exact name.
enum InlinePolicies {
    static let records = Records<InlinePolicy>(
        "iam/inline-policy", account: \.account.digits, key: { key(entity: $0.entityID, name: $0.name) })

    static func key(entity: String, name: String) -> [KeyPart] { [.string(entity), .string(name)] }

    static func named(
        _ name: String, of entityID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> InlinePolicy? {
        try records.get(key(entity: entityID, name: name), account: account.digits, in: transaction)
    }

    /// All of an entity, in the order of their names.
    static func all(
        of entityID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [InlinePolicy] {
        try records.scan(prefix: [.string(entityID)], account: account.digits, in: transaction)
    }

    static func count(
        of entityID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Int {
        try records.count(prefix: [.string(entityID)], account: account.digits, in: transaction)
    }
}

extension InlinePolicies {
    /// The policy of a name, or AWS's refusal.
    static func required(
        _ name: String, of holder: PolicyHolder, _ transaction: any ReadTransaction
    ) throws -> InlinePolicy {
        guard let policy = try named(name, of: holder.id, in: holder.account, transaction) else {
            throw absence(of: name, on: holder)
        }
        return policy
    }

    /// Adds a policy or replaces the one of its name; all of an entity together must keep to its quota.
    static func put(
        _ document: String, as name: String, on holder: PolicyHolder, _ transaction: any WriteTransaction
    ) throws {
        try holder.refuseLinked()
        let others = try all(of: holder.id, in: holder.account, transaction).filter { $0.name != name }
        try PolicyText.checkInline(document, of: holder, beside: others)
        try records.put(
            InlinePolicy(account: holder.account, entityID: holder.id, name: name, document: document),
            in: transaction)
    }

    /// Removes a policy, or refuses with AWS's text where there is none.
    static func remove(_ name: String, from holder: PolicyHolder, _ transaction: any WriteTransaction) throws {
        try holder.refuseLinked()
        let key = key(entity: holder.id, name: name)
        guard try records.remove(key, account: holder.account.digits, in: transaction) != nil else {
            throw absence(of: name, on: holder)
        }
    }

    private static func absence(of name: String, on holder: PolicyHolder) -> ServiceError {
        IAMError.noSuchEntity("The \(holder.kind.rawValue) policy with name \(name) cannot be found.")
    }
}
