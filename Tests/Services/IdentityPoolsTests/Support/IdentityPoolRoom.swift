import IdentityPoolsModel
import Kernel
import Logging
import OpenIDConnect
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// The whole of identity pools in memory, with a clock that a test turns, called as other services call it: validated
/// and authorized.
struct IdentityPoolRoom {
    /// 2026-11-22T10:00:00Z.
    static let start: Int64 = 1_795_341_600_000
    static let digits = "123456789012"
    static let region = Region("eu-central-1")

    let engine: MemoryEngine
    let vault = Vault.ephemeral()
    let clock = HandClock(milliseconds: start)
    let random = CountedRandom()
    let tokenService = ScriptedTokenService()
    let web = ScriptedWeb()
    let userPools = ScriptedUserPools()
    let roles = ScriptedRoles()
    let logins: LoginVerifier
    let store: IdentityPoolStore
    let tokens: PoolTokens
    let service: IdentityPools
    let client: InProcessClient
    let account: AccountID

    /// - Parameter grants: what users may do, by their names; root may do everything.
    init(grants: [String: String] = [:], engine: MemoryEngine = MemoryEngine()) throws {
        self.engine = engine
        account = try #require(AccountID(Self.digits))
        client = InProcessClient(authorizer: Authorizer(policies: FixedGrants(texts: grants)))
        store = IdentityPoolStore(storage: engine, vault: vault, random: random)
        tokens = PoolTokens(
            keys: PoolKeys(storage: engine, vault: vault, random: random, make: QuickPoolKeys.make), random: random)
        let sources = LoginSources(
            web: web, tokens: TokenVerifier(http: web), userPools: userPools, roles: roles, samlProviders: roles)
        logins = LoginVerifier(providers: [TrustingLogins()] + LoginVerifier(sources, store: store).providers)
        service = IdentityPools(
            store: store, clock: clock, logger: Logger(label: "test"), client: client, tokens: tokens, logins: logins)
        client.install([service, tokenService])
    }

    /// Runs an operation of the service's list, as root where nobody else is named; apps come as `.anonymous`.
    func run<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, region: Region = IdentityPoolRoom.region
    ) async throws -> M.Output {
        try await client.call(model, input, as: principal ?? .root(account: account), in: call(in: region))
    }

    /// Runs an operation that is made by hand, without asking for its permissions.
    func run<O: Kernel.Operation>(_ operation: O, _ input: O.Input) async throws -> O.Output {
        try InputValidation.check(input, missing: [], for: O.Model.descriptor.service)
        return try await operation.run(input, in: call())
    }

    /// The refusal of an operation, as `Code: message`; what succeeds or fails otherwise is named so.
    func refusal<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, region: Region = IdentityPoolRoom.region
    ) async -> String {
        await Self.refusal { _ = try await run(model, input, as: principal, region: region) }
    }

    /// The refusal that a piece of work meets, as `Code: message`.
    static func refusal(of work: () async throws -> Void) async -> String {
        do {
            try await work()
            return "no refusal"
        } catch let error as ServiceError {
            return "\(error.jsonCode ?? error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    func call(in region: Region = IdentityPoolRoom.region) -> Call {
        Call(
            requestID: "r", principal: .root(account: account), account: account, region: region,
            time: clock.now(), source: .init(endpoint: "http://127.0.0.1:4566"))
    }

    func user(_ name: String) -> Principal {
        .user(
            UserPrincipal(account: account, name: name, path: "/", id: "AIDA\(name)", accessKeyID: "AKIA\(name)"))
    }

    /// A pool that is laid down as it is, past the operations: with guests, and everything else as the test says.
    @discardableResult
    func layPool(
        _ name: String = "birds", _ change: (inout StoredIdentityPool) throws -> Void = { _ in }
    ) async throws -> StoredIdentityPool {
        var pool = StoredIdentityPool(
            id: IdentityPoolID("\(Self.region):\(random.uuid())"), account: account, name: name,
            createdAt: clock.now().milliseconds, allowsGuests: true, allowsClassicFlow: nil, supportedLogins: [:],
            developerProvider: nil, openIDConnectProviders: [], samlProviders: [], userPools: [], tags: [:])
        try change(&pool)
        let made = pool
        try await store.write { try Pools.records.insert(made, in: $0) }
        return made
    }

    /// An identity that is laid down as it is; a guest where no logins are given.
    @discardableResult
    func layIdentity(
        in pool: StoredIdentityPool, logins: [LinkedLogin] = [], _ change: (inout StoredIdentity) -> Void = { _ in }
    ) async throws -> StoredIdentity {
        var identity = StoredIdentity(
            id: IdentityID("\(pool.id.region):\(random.uuid())"), pool: pool.id, account: pool.account,
            logins: logins, createdAt: clock.now().milliseconds, modifiedAt: clock.now().milliseconds)
        change(&identity)
        let made = identity
        try await store.write { try Identities.records.insert(made, in: $0) }
        return made
    }

    /// A pool as it is stored now.
    func stored(_ pool: StoredIdentityPool) async throws -> StoredIdentityPool? {
        try await store.read { try Pools.find(pool.id, $0) }
    }
}
