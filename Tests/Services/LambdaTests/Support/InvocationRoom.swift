import IAMPolicy
import Kernel
import LambdaModel
import Logging
import Storage
import Testing
import Wire

@testable import ServiceLambda

/// Everything that invokes, in memory, with functions that are laid down rather than created.
struct InvocationRoom {
    static let start: Int64 = 1_795_341_600_000
    static let digits = "123456789012"
    static let region = Region("eu-central-1")
    static let arn = "arn:aws:lambda:eu-central-1:123456789012:function:"
    static let everything = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#

    let storage: MemoryEngine
    let store: LambdaStore
    let clock: HandClock
    let runner = ScriptedRunner()
    let logs = LogShelf()
    let queue = MessageShelf(service: "sqs")
    let client: InProcessClient
    let engine: InvocationEngine
    let account: AccountID

    /// - Parameter grants: what users and roles may do, by their names; the role `app` may do everything.
    init(
        grants: [String: String] = ["app": everything],
        settings: InvocationSettings = InvocationSettings(),
        storage: MemoryEngine = MemoryEngine(),
        at milliseconds: Int64 = start
    ) throws {
        self.storage = storage
        account = try #require(AccountID(Self.digits))
        clock = HandClock(milliseconds: milliseconds)
        store = LambdaStore(storage: storage, vault: .ephemeral(), random: CountedRandom())
        client = InProcessClient(authorizer: Authorizer(policies: NamedGrants(texts: grants)))
        engine = InvocationEngine(
            store: store, directory: FunctionDirectory(store: store), runner: runner, client: client,
            roles: FixedRoles(account: account), clock: clock, logger: Logger(label: "test"), settings: settings,
            senders: [queue])
        client.install([InvocationService(engine: engine), logs])
    }

    func id(_ name: String) -> FunctionID { FunctionID(account: account, region: Self.region, name: name) }

    /// Lays down `$LATEST` of a function and so many published versions.
    func lay(
        _ name: String, versions: Int = 0, incarnation: String = "first",
        _ change: (inout StoredFunction) -> Void = { _ in }
    ) async throws {
        let id = id(name)
        var function = StoredFunction(id: id, incarnation: incarnation, createdAt: Self.start)
        change(&function)
        let laid = function
        try await storage.write { transaction in
            try Functions.records.put(laid, in: transaction)
            for number in 0...versions {
                try Versions.records.put(Self.version(id, number == 0 ? .latest : .published(number)), in: transaction)
            }
        }
    }

    static func version(_ id: FunctionID, _ number: FunctionVersionNumber) -> StoredVersion {
        StoredVersion(
            id: id, number: number,
            settings: FunctionSettings(
                role: "arn:aws:iam::123456789012:role/app", runtime: "nodejs22.x", handler: "index.handler",
                description: "", timeout: 3, memoryMegabytes: 128, scratchMegabytes: 512, layers: [],
                architecture: "x86_64"),
            code: CodeArchive(blob: "blob", size: 1, unpackedSize: 1, sha256: ""),
            revisionID: "revision", runtimeRevision: "\(id.name)/\(number.text)", modifiedAt: start)
    }

    func alias(
        _ name: String, of function: String, to version: Int, weights: [String: Double] = [:]
    ) async throws {
        let alias = StoredAlias(
            id: id(function), name: name, version: .published(version), description: "", weights: weights,
            revisionID: "r")
        try await storage.write { try Aliases.records.put(alias, in: $0) }
    }

    /// Admits somebody to a function, or to one of its versions or aliases.
    func admit(
        _ principal: String, to function: String, qualifier: String = "", action: String = "lambda:InvokeFunction",
        _ change: (inout StoredPolicy.Grant) -> Void = { _ in }
    ) async throws {
        let id = id(function)
        var grant = StoredPolicy.Grant(sid: "s", action: action, principal: principal)
        change(&grant)
        let laid = grant
        try await storage.write { transaction in
            var policy =
                try FunctionPolicies.get(id, qualifier, transaction)
                ?? StoredPolicy(id: id, qualifier: qualifier, grants: [])
            policy.grants.append(laid)
            try FunctionPolicies.records.put(policy, in: transaction)
        }
    }

    func call(as principal: Principal? = nil, address: String? = "192.0.2.7") -> Call {
        Call(
            requestID: "request-1", principal: principal ?? .root(account: account), account: account,
            region: Self.region, time: clock.now(),
            source: .init(address: address, userAgent: "test", endpoint: "http://127.0.0.1:4566"))
    }

    /// Runs an operation as others call it: validated and authorized.
    func run<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, for source: String? = nil
    ) async throws -> M.Output {
        let principal = principal ?? .root(account: account)
        return try await client.call(model, input, as: principal, for: source, in: call(as: principal))
    }

    /// The refusal of an operation, as `Code: message`.
    func refusal<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, for source: String? = nil
    ) async -> String {
        do {
            _ = try await run(model, input, as: principal, for: source)
            return "no refusal"
        } catch let error as ServiceError {
            return "\(error.jsonCode ?? error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    func user(_ name: String, in digits: String = digits) throws -> Principal {
        let account = try #require(AccountID(digits))
        return .user(
            UserPrincipal(account: account, name: name, path: "/", id: "AIDA\(name)", accessKeyID: "AKIA\(name)"))
    }

    /// A worker that has taken over what was accepted.
    func worker() async -> AsynchronousInvoker {
        let worker = AsynchronousInvoker(engine: engine)
        await worker.adopt()
        return worker
    }

    /// Lets a worker do all that is due at this moment.
    func settle(_ worker: AsynchronousInvoker) async {
        var counts: [Int] = []
        repeat {
            await worker.turn()
            await worker.finishRunning()
            await worker.turn()
            counts.append(runner.invocations.count)
        } while counts.count < 2 || counts[counts.count - 1] != counts[counts.count - 2]
    }

    /// What is queued for a function.
    func queued(_ function: String) async throws -> [QueueItem<QueuedInvocation>] {
        let queue = InvocationQueue.queue(of: id(function))
        return try await storage.read { try queue.list(.waiting, in: $0) + queue.list(.leased, in: $0) }
    }

    func accept(_ payload: String, for function: String, qualifier: String? = nil) async throws {
        _ = try await run(
            LambdaModel.Invoke.self,
            .init(functionName: function, invocationType: .event, payload: Array(payload.utf8), qualifier: qualifier))
    }
}

/// The operations of the invocation plane.
struct InvocationService: Kernel.Service {
    let engine: InvocationEngine
    let descriptor = LambdaModelService.descriptor

    var operations: [any Operation] {
        let (s, provisioning, destinations) = (engine.store, engine.provisioning, engine.destinations)
        return [
            CreateEventSourceMapping(store: s, destinations: destinations),
            CreateFunctionUrlConfig(store: s),
            DeleteEventSourceMapping(store: s),
            DeleteFunctionConcurrency(store: s),
            DeleteFunctionEventInvokeConfig(store: s),
            DeleteFunctionUrlConfig(store: s),
            DeleteProvisionedConcurrencyConfig(store: s, provisioning: provisioning),
            GetEventSourceMapping(store: s),
            GetFunctionConcurrency(store: s),
            GetFunctionEventInvokeConfig(store: s),
            GetFunctionUrlConfig(store: s),
            GetProvisionedConcurrencyConfig(store: s, provisioning: provisioning),
            Invoke(engine: engine),
            InvokeAsync(engine: engine),
            InvokeWithResponseStream(engine: engine),
            ListEventSourceMappings(store: s),
            ListFunctionEventInvokeConfigs(store: s),
            ListFunctionUrlConfigs(store: s),
            ListProvisionedConcurrencyConfigs(store: s, provisioning: provisioning),
            PutFunctionConcurrency(store: s, settings: engine.settings),
            PutFunctionEventInvokeConfig(store: s, destinations: destinations),
            PutProvisionedConcurrencyConfig(store: s, provisioning: provisioning, settings: engine.settings),
            UpdateEventSourceMapping(store: s, destinations: destinations),
            UpdateFunctionEventInvokeConfig(store: s, destinations: destinations),
            UpdateFunctionUrlConfig(store: s),
        ]
    }
}
