import IdentityPoolsModel
import Kernel
import Wire

/// Registers a user of the developer's own back end, or finds them again, and vouches for them with a token; other
/// logins are linked on the way.
struct GetOpenIdTokenForDeveloperIdentity: Operation {
    typealias Model = IdentityPoolsModel.GetOpenIdTokenForDeveloperIdentity

    /// Seconds for which a token is good where the caller says nothing.
    static let standardDuration = 900

    let store: IdentityPoolStore
    let logins: LoginVerifier
    let tokens: PoolTokens

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "cognito-identity:GetOpenIdTokenForDeveloperIdentity", onPool: IdentityPoolID(input.identityPoolId),
                in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (identity, methods) = try await identity(for: input, in: call)
        let token = try await tokens.token(
            for: identity, methods: methods, tags: input.principalTags ?? [:],
            lifetime: Int64(input.tokenDuration ?? Self.standardDuration), in: call)
        return Output(identityId: identity.id.text, token: token)
    }

    /// Who the user is, and how they were authenticated as the token's `amr` says it.
    func identity(for input: Input, in call: Call) async throws -> (StoredIdentity, methods: [String]) {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        let users = try DeveloperUsers(of: pool)
        var others = input.logins
        guard let user = others.removeValue(forKey: users.provider) else { throw Refusal.noDeveloperProvider() }
        let verified = [try users.verified(user)] + (try await logins.verify(others, for: pool, in: call))
        let identity = try await Linking(store: store).identity(
            named: input.identityId.map { IdentityID($0) }, by: verified, in: pool, call: call,
            isDeveloper: true)
        return (identity, PoolTokens.amr(of: verified))
    }
}
