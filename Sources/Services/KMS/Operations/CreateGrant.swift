import KMSModel
import Kernel
import Storage
import Wire

/// Gives a principal leave to use a key, beside all policies.
struct CreateGrant: Operation {
    typealias Model = KMSModel.CreateGrant

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let terms = GrantTerms(input)
        let request = KeyRequest(
            "CreateGrant", input.keyId, forms: .keysOnly, grantTokens: input.grantTokens,
            conditions: terms.conditions(isForService: Self.isFromService(call)), delegation: terms)
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let terms = GrantTerms(input)
        try terms.check(isFromService: Self.isFromService(call))
        let name = try KeyName(input.keyId, forms: .keysOnly, in: call)
        let id = store.random.hexadecimal(64)
        let (issuer, now) = (call.account, call.time.milliseconds)
        if input.dryRun == true {
            try await store.key(input.keyId, in: call).checkUsable()
            try Refusal.dryRun(input.dryRun)
        }
        let grant = try await store.write { transaction in
            let key = try name.key(transaction)
            try key.checkUsable()
            let others = try Grants.all(of: key.address, transaction)
            // A named grant that says the same is not made twice.
            if terms.name != nil, let same = others.first(where: { $0.terms.isSame(as: terms) && $0.issuer == issuer })
            {
                return same
            }
            guard others.count < GrantTerms.limit else {
                throw KMSError.limitExceeded("The key has \(GrantTerms.limit) grants, which is the most it can have.")
            }
            let grant = StoredGrant(key: key.address, id: id, terms: terms, issuer: issuer, createdAt: now)
            try Grants.records.insert(grant, in: transaction)
            return grant
        }
        let token = store.grantTokens.token(for: grant.id, of: grant.key, chance: store.random.bytes(8))
        return Output(grantToken: token, grantId: grant.id)
    }

    /// Whether one of our own services asks, for itself or with its caller's rights.
    private static func isFromService(_ call: Call) -> Bool {
        if case .service = call.principal { return true }
        return KeyConditions.service(of: call) != nil
    }
}
