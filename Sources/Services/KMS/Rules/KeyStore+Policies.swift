import IAMPolicy
import KMSModel
import Kernel
import Storage
import Wire

extension KeyStore {
    /// Refuses a policy that cannot be read, or under which its maker could not put the next one, unless they want that.
    ///
    /// Source: "Default key policy" in the developer guide, on the lockout safety check.
    func checkPolicy(
        _ text: String, for key: KeyAddress, tags: [String: String], bypassing isBypassed: Bool?, in call: Call
    ) async throws {
        let document = try KeyPolicy.checked(text)
        guard isBypassed != true else { return }
        var conditions = KeyConditions.standard.merging(KeyConditions.caller(call)) { first, _ in first }
        conditions["kms:BypassPolicyLockoutSafetyCheck"] = ["false"]
        for (name, value) in tags { conditions["aws:ResourceTag/\(name)"] = [value] }
        let permission = Permission(
            "kms:PutKeyPolicy", on: key.arn, context: conditions,
            resourcePolicy: ResourcePolicy(policy: NamedPolicy(name: key.arn, document: document), isRequired: true))
        guard try await authorizer.isGranted(permission, in: call) else {
            throw KMSError.malformedPolicyDocument(
                "The new key policy will not allow you to update the key policy in the future.")
        }
    }

    /// The key behind an alias of the caller's.
    func target(of alias: String, in call: Call) async throws -> KeyAddress {
        let (account, region) = (call.account, call.region)
        let found = try await read { try Aliases.get(alias, region: region, account: account, $0) }
        guard let found else { throw Refusal.noAlias(AliasRules.arn(alias, in: call)) }
        return KeyAddress(account: account, region: region, id: found.target)
    }

    /// Whether a ciphertext was made with the key of this name already.
    func isKey(_ name: String, of blob: [UInt8], in call: Call) async throws -> Bool {
        let destination = try KeyName(name, in: call)
        let material = try await material(of: blob, in: call)
        let address = try await read { try destination.address($0) }
        return address == material.key
    }

    /// What retiring a grant asks for: to be its retiring principal, its grantee with leave to retire, or of the
    /// account that made it or owns the key.
    ///
    /// Source: "Retiring and revoking grants" in the developer guide.
    func permissionToRetire(_ grant: StoredGrant, in call: Call) async throws -> Permission {
        guard let key = try await read({ try Keys.get(grant.key, $0) }) else { throw Refusal.noKey(grant.key.arn) }
        var principals = ["arn:aws:iam::\(grant.issuer):root"]
        if let retirer = grant.terms.retirer { principals.append(retirer) }
        if grant.terms.operations.contains("RetireGrant") { principals.append(grant.terms.grantee) }
        let text = try KeyPolicy.text(key.policy, allowing: "RetireGrant", to: principals)
        return Permission(
            "kms:RetireGrant", on: key.arn, ownedBy: key.address.account,
            context: KeyConditions.values(
                for: KeyRequest("RetireGrant", key.arn), on: key, aliases: [], named: nil, in: call),
            resourcePolicy: try resourcePolicy(text, of: key.address))
    }
}
