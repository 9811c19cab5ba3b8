import Kernel
import LambdaModel
import Logging
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// The whole of user pools in memory, with a clock that a test turns, called as other services call it: validated and
/// authorized.
struct UserPoolRoom {
    /// 2026-11-22T10:00:00Z.
    static let start: Int64 = 1_795_341_600_000
    static let digits = "123456789012"
    static let region = Region("eu-central-1")

    let engine: MemoryEngine
    let vault = Vault.ephemeral()
    let clock = HandClock(milliseconds: start)
    let random = CountedRandom()
    let lambda = ScriptedLambda()
    let logs = RecordingLogs()
    let outbox: Outbox
    let store: UserPoolStore
    let service: UserPools
    let client: InProcessClient
    let account: AccountID

    /// - Parameter grants: what users may do, by their names; root may do everything.
    ///   - wrap: what stands between the service and the engine.
    init(
        grants: [String: String] = [:], engine: MemoryEngine = MemoryEngine(),
        wrap: (MemoryEngine) -> any StorageEngine = { $0 }
    ) throws {
        self.engine = engine
        let storage = wrap(engine)
        account = try #require(AccountID(Self.digits))
        outbox = Outbox(storage: storage, vault: vault)
        client = InProcessClient(authorizer: Authorizer(policies: FixedGrants(texts: grants)))
        store = UserPoolStore(
            storage: storage, vault: vault, random: random, outbox: outbox, spares: QuickKeys.spares())
        service = UserPools(store: store, clock: clock, logger: Logger(label: "test"), client: client)
        client.install([service, lambda, logs, OpenRoles()])
    }

    /// Runs an operation of the service's list, as root where nobody else is named.
    func run<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil
    ) async throws -> M.Output {
        try await client.call(model, input, as: principal ?? .root(account: account), in: call())
    }

    /// Runs an operation that is made by hand, without asking for its permissions.
    func run<O: Kernel.Operation>(_ operation: O, _ input: O.Input) async throws -> O.Output {
        try InputValidation.check(input, missing: [], for: O.Model.descriptor.service)
        return try await operation.run(input, in: call())
    }

    /// The refusal of an operation, as `Code: message`; what succeeds or fails otherwise is named so.
    func refusal<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil
    ) async -> String {
        await Self.refusal { _ = try await run(model, input, as: principal) }
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

    func call() -> Call {
        Call(
            requestID: "r", principal: .root(account: account), account: account, region: Self.region,
            time: clock.now(), source: .init(endpoint: "http://127.0.0.1:4566"))
    }

    func user(_ name: String) -> Principal {
        .user(
            UserPrincipal(account: account, name: name, path: "/", id: "AIDA\(name)", accessKeyID: "AKIA\(name)"))
    }

    /// Makes a pool through `CreateUserPool`.
    @discardableResult
    func makePool(
        _ name: String = "birds", _ change: (inout CreateUserPoolRequest) -> Void = { _ in }
    ) async throws -> StoredPool {
        var request = CreateUserPoolRequest(poolName: name)
        change(&request)
        let made = try await run(UserPoolsModel.CreateUserPool.self, request)
        return try await store.directory.pool(try #require(made.userPool?.id))
    }

    /// Makes an app client through `CreateUserPoolClient`.
    @discardableResult
    func makeClient(
        of pool: StoredPool, _ change: (inout CreateUserPoolClientRequest) -> Void = { _ in }
    ) async throws -> StoredClient {
        var request = CreateUserPoolClientRequest(userPoolId: pool.id.text, clientName: "app")
        change(&request)
        let made = try await run(UserPoolsModel.CreateUserPoolClient.self, request)
        return try await store.directory.client(try #require(made.userPoolClient?.clientId), of: pool)
    }

    /// A user that is laid down as it is, with its count and aliases, but without a password.
    @discardableResult
    func layUser(
        _ name: String, in pool: StoredPool, attributes: [String: String] = [:],
        status: StoredUser.Status = .confirmed, _ change: (inout StoredUser) -> Void = { _ in }
    ) async throws -> StoredUser {
        var user = StoredUser(
            pool: pool.id, account: pool.account, username: name, key: pool.folded(name), sub: random.uuid(),
            attributes: attributes, status: status, createdAt: clock.now().milliseconds,
            modifiedAt: clock.now().milliseconds)
        change(&user)
        user.aliases = AliasRules.aliases(of: user, in: pool)
        let made = user
        try await store.write { try Users.insert(made, $0) }
        return made
    }
}
