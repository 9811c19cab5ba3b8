import Kernel
import Storage
import Wire

/// The function, version or alias whose resource policy an operation works on.
struct PolicyHolder: Sendable {
    let target: FunctionTarget
    var policy: StoredPolicy

    /// Reads it, or refuses with AWS's text; the policy is empty where there is none.
    init(_ locator: FunctionLocator, _ transaction: any ReadTransaction) throws {
        target = try FunctionTarget(locator, in: transaction)
        let qualifier = locator.policyQualifier
        policy =
            try FunctionPolicies.get(locator.id, qualifier, transaction)
            ?? StoredPolicy(id: locator.id, qualifier: qualifier, grants: [])
    }

    /// Writes the policy, or removes an empty one; the version or alias gets another revision, as on AWS.
    func save(revision: String, _ transaction: any WriteTransaction) throws {
        let id = target.id
        if policy.grants.isEmpty {
            try FunctionPolicies.records.remove(
                FunctionPolicies.key(id, policy.qualifier), account: id.account.digits, in: transaction)
        } else {
            try FunctionPolicies.records.put(policy, in: transaction)
        }
        if var alias = target.alias {
            alias.revisionID = revision
            try Aliases.records.replace(alias, in: transaction)
        } else {
            var version = target.version
            version.revisionID = revision
            try Versions.records.replace(version, in: transaction)
        }
    }
}
