import IdentityPoolsModel
import Kernel
import Wire

/// Takes logins away from an identity, at the wish of whoever proves each of them.
struct UnlinkIdentity: Operation {
    typealias Model = IdentityPoolsModel.UnlinkIdentity

    let store: IdentityPoolStore
    let logins: LoginVerifier

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard !input.loginsToRemove.isEmpty else { throw Refusal.invalid("Please provide a login to remove.") }
        let (identity, pool) = try await Linking(store: store).find(IdentityID(input.identityId))
        try store.rates.check(.unlinkIdentity, pool: pool.id, at: call.time.milliseconds)
        guard !identity.isDisabled else { throw Refusal.forbidden(identity.id) }
        let verified = try await logins.verify(input.logins, for: pool, in: call)
        // The verifier answers in the order of the keys.
        let proven = Dictionary(uniqueKeysWithValues: zip(input.logins.keys.sorted(), verified.map(\.login)))
        let removed = Set(input.loginsToRemove.compactMap { proven[$0] })
        guard input.loginsToRemove.allSatisfy({ proven[$0] != nil }) else { throw Refusal.loginsDoNotMatch() }
        try await store.write { transaction in
            guard let current = try Identities.find(identity.id, in: pool, transaction), !current.isDisabled else {
                throw Refusal.forbidden(identity.id)
            }
            guard removed.isSubset(of: current.logins) else { throw Refusal.loginsDoNotMatch() }
            try Unlinking.remove(removed, from: current, at: call.time.milliseconds, transaction)
        }
        return Output()
    }
}
