import KMSModel
import Kernel
import Storage
import Wire

/// Gives a grant back; who may is said by the grant itself.
struct RetireGrant: Operation {
    typealias Model = KMSModel.RetireGrant

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let (address, id) = try grant(of: input, in: call)
        guard let grant = try await store.read({ try Grants.get(id, of: address, $0) }) else {
            return [Permission("kms:RetireGrant", on: address.arn, ownedBy: address.account)]
        }
        return [try await store.permissionToRetire(grant, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (address, id) = try grant(of: input, in: call)
        if input.dryRun == true {
            guard try await store.read({ try Grants.get(id, of: address, $0) }) != nil else {
                throw Refusal.noGrant(id)
            }
            try Refusal.dryRun(input.dryRun)
        }
        try await store.write { transaction in
            guard let grant = try Grants.get(id, of: address, transaction) else { throw Refusal.noGrant(id) }
            try Grants.remove(grant, transaction)
        }
        return Output()
    }

    /// By token, or by the key's ARN and the grant's id.
    private func grant(of input: Input, in call: Call) throws -> (key: KeyAddress, id: String) {
        if let token = input.grantToken { return try store.grantTokens.grant(of: token) }
        guard let key = input.keyId, let id = input.grantId else {
            throw Refusal.invalid("Grant token OR (grant ID, key ID) must be specified")
        }
        let name = try KeyName(key, forms: .keysOnly, in: call)
        return (KeyAddress(account: name.account, region: name.region, id: name.id ?? ""), id)
    }
}
