import IdentityPoolsModel
import Kernel
import Wire

/// Says who somebody is by their logins, and makes an identity for whoever is new; without logins, for a new guest.
struct GetId: Operation {
    typealias Model = IdentityPoolsModel.GetId

    let store: IdentityPoolStore
    let logins: LoginVerifier

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId))
        guard input.accountId == nil || input.accountId == pool.account.digits else {
            throw Refusal.forbidden(pool.id)
        }
        try store.rates.check(.getId, pool: pool.id, at: call.time.milliseconds)
        let verified = try await logins.verify(input.logins ?? [:], for: pool, in: call)
        let identity = try await Linking(store: store).identity(named: nil, by: verified, in: pool, call: call)
        return Output(identityId: identity.id.text)
    }
}
