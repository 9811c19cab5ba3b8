import KMSModel
import Kernel
import Storage
import Wire

/// Gives a key of the caller's account another name.
struct CreateAlias: Operation {
    typealias Model = KMSModel.CreateAlias

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try AliasRules.checkTarget(input.targetKeyId)
        return [
            store.permission("CreateAlias", on: AliasRules.arn(input.aliasName, in: call), in: call),
            try await store.permission(KeyRequest(administering: input.targetKeyId, by: "CreateAlias"), in: call),
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try AliasRules.check(input.aliasName)
        let target = try KeyName(input.targetKeyId, forms: .keysOnly, in: call)
        let (account, region, now) = (call.account, call.region, call.time.milliseconds)
        try await store.write { transaction in
            let key = try target.key(transaction)
            try key.checkKept()
            let alias = StoredAlias(
                account: account, region: region, name: input.aliasName, target: key.address.id, createdAt: now,
                updatedAt: now)
            let count = try Aliases.all(of: key.address, transaction).count
            guard count < AliasRules.limit else {
                throw KMSError.limitExceeded("The key has \(AliasRules.limit) aliases, which is the most it can have.")
            }
            do {
                try Aliases.records.insert(alias, in: transaction)
            } catch StorageFault.duplicate {
                throw KMSError.alreadyExists("An alias with the name \(alias.arn) already exists")
            }
        }
        return Output()
    }
}
