import IAMPolicy
import IdentityPoolsModel
import Kernel
import STSModel
import ServiceSTS
import Storage
import Synchronization
import Testing
import Wire

@testable import ServiceIdentityPools

/// Identity pools with a real STS beside them, which asks the trust policies of roles that a test lays down.
struct TrustRoom {
    let room: IdentityPoolRoom
    private let roles = LaidRoles()
    private let sessionTokens: SessionTokens
    private let client: InProcessClient

    init() throws {
        room = try IdentityPoolRoom()
        sessionTokens = SessionTokens(vault: room.vault, random: room.random)
        client = InProcessClient(authorizer: Authorizer(policies: FixedGrants(texts: [:])))
        let sts = STS(
            tokens: sessionTokens, messages: AuthorizationMessages(vault: room.vault), roles: roles,
            accounts: roles, accessKeyOwners: roles, identities: [Vouching(tokens: room.tokens)],
            accessTokens: [], samlProviders: room.roles, devices: roles)
        client.install([sts])
    }

    /// A role that trusts identity pools under a condition; answers its ARN.
    @discardableResult
    func lay(_ name: String, condition: String = "{}", actions: String = #""sts:AssumeRoleWithWebIdentity""#) throws
        -> String
    {
        let trust =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"#
            + #"{"Federated":"cognito-identity.amazonaws.com"},"Action":[\#(actions)],"Condition":\#(condition)}]}"#
        let role = AssumableRole(
            account: room.account, name: name, path: "/", id: "AROA\(name)",
            trust: try PolicyDocument(parsing: trust, as: .trust), maxSessionDuration: 3600)
        roles.add(role)
        return role.arn
    }

    /// The enhanced flow behind the linking.
    func open(
        _ identity: StoredIdentity, in pool: StoredIdentityPool, by logins: [VerifiedLogin] = []
    ) async throws -> SessionPrincipal {
        let credentials = try await IdentitySessions(client: client, tokens: room.tokens).open(
            ProvedIdentity(identity: identity, pool: pool, logins: logins), customRole: nil, in: room.call())
        return try await session(credentials.accessKeyId, credentials.sessionToken)
    }

    /// The basic flow: a token of the pool's, brought to STS by the app itself.
    func assume(_ role: String, with token: String) async throws -> SessionPrincipal {
        let answer = try await client.call(
            STSModel.AssumeRoleWithWebIdentity.self,
            .init(roleArn: role, roleSessionName: "phone", webIdentityToken: token), as: .anonymous, in: room.call())
        return try await session(answer.credentials?.accessKeyId, answer.credentials?.sessionToken)
    }

    private func session(_ key: String?, _ token: String?) async throws -> SessionPrincipal {
        let credential = try await SessionCredentials(tokens: sessionTokens).credential(
            accessKeyID: try #require(key), sessionToken: token, at: room.clock.now())
        guard case .session(let session) = credential?.principal else { throw StorageFault.closed }
        return session
    }

    /// Whether the session may do something, where its role has this policy.
    func may(_ session: SessionPrincipal, _ action: String, on resource: String, by policy: String) async throws -> Bool
    {
        var call = room.call()
        call.principal = .session(session)
        let authorizer = Authorizer(policies: SessionGrants(role: policy))
        do {
            try await authorizer.authorize([Permission(action, on: resource)], in: call)
            return true
        } catch is ServiceError {
            return false
        }
    }
}

/// The pools' tokens as STS takes them.
private struct Vouching: WebIdentitySource {
    let tokens: PoolTokens

    func identity(by token: String, in account: AccountID, at time: Timestamp) async throws -> WebIdentity? {
        try await tokens.vouched(by: token, at: time).map { claims in
            WebIdentity(
                provider: PoolTokens.provider, namespace: PoolTokens.provider, subject: claims.identity,
                audience: claims.pool,
                conditions: ["aud": [claims.pool], "sub": [claims.identity], "amr": claims.methods], tags: claims.tags)
        }
    }
}

/// A role's policy, and the session's own.
private struct SessionGrants: PolicySource {
    let role: String

    func grants(of principal: Principal) async throws -> PrincipalGrants {
        guard case .session(let session) = principal else { return PrincipalGrants(policies: PrincipalPolicies()) }
        let own = try session.sessionPolicies.map {
            NamedPolicy(name: "session", document: try PolicyDocument(parsing: $0, as: .session))
        }
        let identity = NamedPolicy(name: "role", document: try PolicyDocument(parsing: role, as: .inline))
        return PrincipalGrants(
            policies: PrincipalPolicies(identity: [identity], session: own.isEmpty ? nil : own), tags: session.tags)
    }

    func isPresent(_ principal: Principal) async throws -> Bool { true }
}

/// Roles that a test lays down; no other account, key or device is known.
private final class LaidRoles: RoleSource, AccountDirectory, AccessKeyOwners, MultiFactorDevices {
    private let roles = Mutex<[AssumableRole]>([])

    func add(_ role: AssumableRole) { roles.withLock { $0.append(role) } }

    func role(named name: String, in account: AccountID) async throws -> AssumableRole? {
        roles.withLock { $0.first { $0.name == name && $0.account == account } }
    }

    func provider(issuedBy url: String, in account: AccountID) async throws -> RegisteredProvider? { nil }

    func noteUse(ofRole name: String, in account: AccountID, region: Region, at seconds: Int64) async {}

    func creation(of account: AccountID) async throws -> Int64? { nil }

    func owner(ofAccessKey accessKeyID: String) async throws -> AccountID? { nil }

    func check(
        _ code: String, onDevice serialNumber: String, of user: String, in account: AccountID, at time: Timestamp,
        spending isSpent: Bool
    ) async throws -> SecondFactor { .unknownDevice }
}
