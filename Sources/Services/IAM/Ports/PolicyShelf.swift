import IAMPolicy
import Kernel
import Storage

/// Gathers the parsed policies of users and roles from the store.
///
/// A document that does not parse fails the request: leaving it out might leave out a Deny.
enum PolicyShelf {
    /// Of a user with its groups; `nil` once the user of this id is gone.
    static func grants(
        ofUser id: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> PrincipalGrants? {
        guard let user = try Users.withID(id, in: account, transaction) else { return nil }
        var identity = try policies(of: user.id, in: account, transaction)
        for group in try GroupMemberships.groups(ofUser: user.id, in: account, transaction) {
            identity += try policies(of: group.id, in: account, transaction)
        }
        if let rules = try AccountSettingsRecords.of(account, transaction).passwordRules, rules.usersMayChange {
            identity.append(try passwordSelfService(user))
        }
        let boundary = try boundary(user.boundary, in: account, transaction)
        return PrincipalGrants(
            policies: PrincipalPolicies(identity: identity, boundary: boundary), tags: user.tags.dictionary)
    }

    /// Of a role; `nil` once the role of this id is gone.
    static func grants(
        ofRole id: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> PrincipalGrants? {
        guard let role = try Roles.withID(id, in: account, transaction) else { return nil }
        let identity = try policies(of: role.id, in: account, transaction)
        let boundary = try boundary(role.boundary, in: account, transaction)
        return PrincipalGrants(
            policies: PrincipalPolicies(identity: identity, boundary: boundary), tags: role.tags.dictionary)
    }

    /// A managed policy as it is in force; one that is gone allows nothing.
    static func managed(
        _ arn: String, as kind: PolicyDocument.Kind, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> NamedPolicy? {
        try ManagedPolicyTexts.document(ofPolicy: arn, in: account, transaction)
            .map { NamedPolicy(name: arn, document: try PolicyDocument(parsing: $0, as: kind)) }
    }

    private static func policies(
        of entityID: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [NamedPolicy] {
        let inline = try InlinePolicies.all(of: entityID, in: account, transaction).map {
            NamedPolicy(name: $0.name, document: try PolicyDocument(parsing: $0.document, as: .inline))
        }
        let attached = try PolicyAttachments.attached(to: entityID, in: account, transaction).compactMap {
            try managed($0.policyARN, as: .identity, in: account, transaction)
        }
        return inline + attached
    }

    private static func boundary(
        _ arn: String?, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> NamedPolicy? {
        try arn.flatMap { try managed($0, as: .boundary, in: account, transaction) ?? emptyBoundary($0) }
    }

    /// Stands for a boundary whose policy is gone: it goes on bounding, and allows nothing.
    private static func emptyBoundary(_ arn: String) throws -> NamedPolicy {
        let nothing = #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#
        return NamedPolicy(name: arn, document: try PolicyDocument(parsing: nothing, as: .boundary))
    }

    /// What the account's password rules grant every user: to change the own password ("Allow users to change their
    /// own password" in the user guide).
    private static func passwordSelfService(_ user: IAMUser) throws -> NamedPolicy {
        let text =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ChangePassword","Resource":""#
            + user.arn + #""},{"Effect":"Allow","Action":"iam:GetAccountPasswordPolicy","Resource":"*"}]}"#
        return NamedPolicy(name: "AccountPasswordPolicy", document: try PolicyDocument(parsing: text, as: .inline))
    }
}
