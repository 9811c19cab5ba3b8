import IAMModel
import IAMPolicy
import Kernel
import Storage
import Wire

/// Whom a role's trust policy names.
///
/// IAM keeps the unique id of every user and role that a trust policy names by ARN. Once that entity is gone the id
/// stands in the policy, so that a later entity of the same name is not trusted ("AWS JSON policy elements:
/// Principal" in the IAM user guide).
enum TrustedPrincipals {
    /// The unique ids of the users and roles that a trust policy names by ARN; refuses those that do not exist.
    ///
    /// Entities of accounts that are not kept here cannot be looked up, and are taken at their word.
    static func identities(
        in document: PolicyDocument, for account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [String: String] {
        var identities: [String: String] = [:]
        for principal in document.principals where principal.kind == .aws {
            guard let arn = ARN(principal.value) else {
                try checkUniqueID(principal, in: account, transaction)
                continue
            }
            guard let owner = AccountID(arn.account), !arn.resource.hasPrefix("root") else { continue }
            let found = try entityID(arn, in: owner, transaction)
            guard found != nil || owner != account else { throw refusal(of: principal) }
            if let found, arn.service == "iam" { identities[principal.value] = found }
        }
        return identities
    }

    /// The trust policy of a role as IAM shows and judges it: ids in place of entities that are gone.
    static func text(of role: IAMRole, _ transaction: any ReadTransaction) throws -> String {
        var text = role.trustPolicy
        for (name, id) in role.trustedIDs.sorted(by: { $0.key < $1.key }) {
            guard let arn = ARN(name), let owner = AccountID(arn.account) else { continue }
            if try entityID(arn, in: owner, transaction) == id { continue }
            text = text.split(separator: "\"\(name)\"", omittingEmptySubsequences: false).joined(separator: "\"\(id)\"")
        }
        return text
    }

    private static func entityID(
        _ arn: ARN, in owner: AccountID, _ transaction: any ReadTransaction
    ) throws -> String? {
        let parts = arn.resource.split(separator: "/")
        guard arn.service == "sts" else { return try PolicyHolder.withARN("\(arn)", in: owner, transaction)?.id }
        guard parts.count == 3, parts[0] == "assumed-role" else { return "" }
        return try Roles.named(String(parts[1]), in: owner, transaction)?.id
    }

    /// A principal may also be named by its unique id.
    private static func checkUniqueID(
        _ principal: PolicyPrincipal, in account: AccountID, _ transaction: any ReadTransaction
    ) throws {
        let id = principal.value
        let isKnown =
            switch id.prefix(4) {
            case "AIDA": try Users.withID(id, in: account, transaction) != nil
            case "AROA": try Roles.withID(id, in: account, transaction) != nil
            default: true
            }
        guard isKnown else { throw refusal(of: principal) }
    }

    private static func refusal(of principal: PolicyPrincipal) -> ServiceError {
        IAMError.malformedPolicyDocument(principal.invalid.message)
    }
}
