import KMSModel
import Kernel
import Storage
import Wire

/// Takes a name away from a key.
struct DeleteAlias: Operation {
    typealias Model = KMSModel.DeleteAlias

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try AliasRules.check(input.aliasName)
        let target = try await store.target(of: input.aliasName, in: call)
        return [
            store.permission("DeleteAlias", on: AliasRules.arn(input.aliasName, in: call), in: call),
            try await store.permission(KeyRequest(administering: target.id, by: "DeleteAlias"), in: call),
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (account, region) = (call.account, call.region)
        let missing = Refusal.noAlias(AliasRules.arn(input.aliasName, in: call))
        let target = try await store.authorizedTarget(of: input.aliasName, by: "DeleteAlias", in: call)
        try await store.write { transaction in
            guard let alias = try Aliases.get(input.aliasName, region: region, account: account, transaction) else {
                throw missing
            }
            guard alias.target == target.id else { throw Refusal.movedAlias }
            try Aliases.remove(alias, transaction)
        }
        return Output()
    }
}
