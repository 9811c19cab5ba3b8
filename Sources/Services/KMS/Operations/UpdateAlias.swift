import KMSModel
import Kernel
import Storage
import Wire

/// Lets an alias name another key.
struct UpdateAlias: Operation {
    typealias Model = KMSModel.UpdateAlias

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try AliasRules.check(input.aliasName)
        try AliasRules.checkTarget(input.targetKeyId)
        let old = try await store.target(of: input.aliasName, in: call)
        return [
            store.permission("UpdateAlias", on: AliasRules.arn(input.aliasName, in: call), in: call),
            try await store.permission(KeyRequest(administering: old.id, by: "UpdateAlias"), in: call),
            try await store.permission(KeyRequest(administering: input.targetKeyId, by: "UpdateAlias"), in: call),
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let target = try KeyName(input.targetKeyId, forms: .keysOnly, in: call)
        let (account, region, now) = (call.account, call.region, call.time.milliseconds)
        let missing = Refusal.noAlias(AliasRules.arn(input.aliasName, in: call))
        let old = try await store.authorizedTarget(of: input.aliasName, by: "UpdateAlias", in: call)
        try await store.write { transaction in
            let key = try target.key(transaction)
            try key.checkKept()
            guard var alias = try Aliases.get(input.aliasName, region: region, account: account, transaction) else {
                throw missing
            }
            guard alias.target == old.id else { throw Refusal.movedAlias }
            alias.target = key.address.id
            alias.updatedAt = now
            try Aliases.records.replace(alias, in: transaction)
        }
        return Output()
    }
}
