import IdentityPoolsModel
import Kernel
import Logging
import STSModel
import Wire

/// Opens sessions for identities at STS, which asks the role's trust policy as it does for everybody.
struct IdentitySessions: Sendable {
    /// As AWS names every session of the enhanced flow.
    static let name = "CognitoIdentityCredentials"
    /// Seconds.
    static let duration = 3600

    let client: InProcessClient
    let tokens: PoolTokens

    /// Credentials that work at once, as far as the role's policies go, and for guests the session's own.
    func open(_ proved: ProvedIdentity, customRole: String?, in call: Call) async throws
        -> IdentityPoolsModel.Credentials
    {
        let (identity, pool) = (proved.identity, proved.pool)
        let role = try RoleChoice(pool: pool, logins: proved.logins).role(custom: customRole)
        let tags = try PrincipalTags.tags(of: proved.logins, in: pool)
        let isGuest = proved.logins.isEmpty
        let request = AssumeRoleWithWebIdentityRequest(
            roleArn: role,
            roleSessionName: Self.name,
            webIdentityToken: tokens.voucher(for: identity, methods: proved.methods, tags: tags, in: call),
            policyArns: isGuest ? [PolicyDescriptorType(arn: GuestPolicy.managed)] : nil,
            policy: isGuest ? GuestPolicy.document : nil,
            durationSeconds: Self.duration
        )
        let opened = try await assume(request, for: pool, in: call)
        return IdentityPoolsModel.Credentials(
            accessKeyId: opened.accessKeyId,
            secretKey: opened.secretAccessKey,
            sessionToken: opened.sessionToken,
            expiration: opened.expiration
        )
    }

    /// Callers are not told what a role lacks; its owner finds it in the log.
    private func assume(
        _ request: AssumeRoleWithWebIdentityRequest, for pool: StoredIdentityPool, in call: Call
    ) async throws -> STSModel.Credentials {
        var inner = call
        inner.region = pool.id.region
        do {
            let answer = try await client.call(
                STSModel.AssumeRoleWithWebIdentity.self, request,
                as: .service(name: PoolTokens.provider, account: pool.account), for: pool.arn, in: inner)
            guard let credentials = answer.credentials else { throw Refusal.badConfiguration() }
            return credentials
        } catch let refusal as ServiceError {
            call.logger.info(
                "no session of the pool's role",
                metadata: [
                    "id": .string(call.requestID), "pool": .string(pool.id.text), "role": .string(request.roleArn),
                    "cause": .string(refusal.message),
                ])
            throw Refusal.badConfiguration()
        }
    }
}
