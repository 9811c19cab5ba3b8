import IAMPolicy
import Kernel
import Storage
import Wire

extension KeyStore {
    /// What a request asks of IAM: the key policy must allow, alone or by leaving it to the account's IAM policies, and
    /// grants stand beside it.
    ///
    /// A key of the caller's own that does not exist is asked for without a policy, so that whoever may use such keys
    /// learns that it is not there; one of another account is denied.
    func permission(_ request: KeyRequest, in call: Call) async throws -> Permission {
        let name = try KeyName(request.key, forms: request.forms, in: call)
        if name.account != call.account, !request.reachesOthers {
            throw Refusal.foreign(request.operation, on: name.arn, in: call)
        }
        try grantTokens.check(request.grantTokens)
        return try await read { transaction in
            let address = try name.address(transaction)
            if address == nil, name.account == call.account { throw Refusal.noAlias(name.arn) }
            guard let address, let key = try Keys.get(address, transaction) else {
                var permission = Permission(
                    "kms:\(request.operation)", on: address?.arn ?? name.arn, ownedBy: name.account,
                    context: request.conditions)
                permission.resourceText = request.keyText
                return permission
            }
            return try permission(request, on: key, named: name.alias, in: call, transaction)
        }
    }

    func permission(
        _ request: KeyRequest, on key: StoredKey, named alias: String?, in call: Call,
        _ transaction: any ReadTransaction
    ) throws -> Permission {
        let grants = try Grants.all(of: key.address, transaction).filter { $0.terms.cover(request) }
        let text = try KeyPolicy.text(
            key.policy, allowing: request.operation, to: grants.map(\.terms.grantee))
        var permission = Permission(
            "kms:\(request.operation)", on: key.arn, ownedBy: key.address.account,
            context: KeyConditions.values(
                for: request, on: key, aliases: try Aliases.all(of: key.address, transaction), named: alias, in: call),
            resourcePolicy: try resourcePolicy(text, of: key.address))
        permission.resourceText = request.keyText
        return permission
    }

    /// A key's policy, as authorization takes it: without it nothing is allowed.
    func resourcePolicy(_ text: String, of key: KeyAddress) throws -> ResourcePolicy {
        ResourcePolicy(
            policy: NamedPolicy(name: key.arn, document: try policies.document(text)), isRequired: true)
    }

    /// What asking for something that is no key of its own needs, such as a listing.
    func permission(
        _ operation: String, on resource: String = "*", in call: Call, conditions: [String: [String]] = [:]
    ) -> Permission {
        Permission(
            "kms:\(operation)", on: resource,
            context: conditions.merging(KeyConditions.caller(call)) { given, _ in given })
    }

    /// The material that a ciphertext was made with; only of the region that is asked.
    func material(of blob: [UInt8], in call: Call) async throws -> StoredMaterial {
        let blob = try CiphertextBlob(blob)
        guard let material = try await read({ try Materials.find(blob.material, $0) }),
            material.key.region == call.region
        else { throw Refusal.unknownCiphertext }
        return material
    }
}
