import IdentityPoolsModel
import Kernel

/// Gives an identity a token for `AssumeRoleWithWebIdentity`: the basic flow, where the pool allows it.
struct GetOpenIdToken: Operation {
    typealias Model = IdentityPoolsModel.GetOpenIdToken

    let proof: IdentityProof
    let tokens: PoolTokens

    /// The logins are the permission.
    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (found, pool) = try await proof.find(input.identityId, for: .getOpenIdToken, in: call)
        guard pool.allowsClassicFlow == true else {
            throw IdentityPoolsError.invalidParameter(
                "Basic (classic) flow is not enabled, please use enhanced flow.")
        }
        let proved = try await proof.prove(found, in: pool, by: input.logins, call: call)
        let tags = try PrincipalTags.tags(of: proved.logins, in: pool)
        let token = try await tokens.token(
            for: proved.identity, methods: proved.methods, tags: tags,
            lifetime: PoolTokens.lifetime(by: proved.logins, at: call.time), in: call)
        return Output(identityId: proved.identity.id.text, token: token)
    }
}
