import Kernel
import LambdaModel
import Logging
import Storage
import Wire

/// Keeps environments started for the versions and aliases that ask for it.
///
/// What is wanted stands in the store; what runs follows it, also after a restart, new code and a moved alias.
actor Provisioning {
    /// How far one version or alias has come.
    struct Standing: Hashable, Sendable {
        var status = ProvisionedConcurrencyStatusEnum.inProgress
        var reason: String?
        var allocated = 0
    }

    private struct Key: Hashable, Sendable {
        var function: FunctionID
        var qualifier: String
    }

    /// What one revision is to have, and for whom.
    private struct Wish: Sendable {
        var runnable: RunnableFunction
        var role: String
        var count: Int
        var keys: [Key]
    }

    private let store: LambdaStore
    private let directory: FunctionDirectory
    private let runner: any FunctionRunner
    private let identity: RoleIdentity
    private let logs: LogDelivery
    private let logger: Logger
    private var standings: [Key: Standing] = [:]
    /// What was last asked of the runner, by revision.
    private var asked: [String: Wish] = [:]
    nonisolated let signal = Signal()

    init(
        store: LambdaStore, directory: FunctionDirectory, runner: any FunctionRunner, identity: RoleIdentity,
        logs: LogDelivery, logger: Logger
    ) {
        self.store = store
        self.directory = directory
        self.runner = runner
        self.identity = identity
        self.logs = logs
        self.logger = logger
    }

    func standing(of function: FunctionID, _ qualifier: String) -> Standing {
        standings[Key(function: function, qualifier: qualifier)] ?? Standing()
    }

    /// Begins anew with what was just asked for, until the runner has it.
    func restart(_ function: FunctionID, _ qualifier: String) {
        standings[Key(function: function, qualifier: qualifier)] = Standing()
        signal.raise()
    }

    func forget(_ function: FunctionID, _ qualifier: String) {
        standings[Key(function: function, qualifier: qualifier)] = nil
        signal.raise()
    }

    func reset() {
        standings = [:]
        asked = [:]
    }

    /// Makes the runner have what the store wants; returns when it has.
    func reconcile() async {
        do {
            let wishes = try await wishes()
            for (revision, old) in asked where wishes[revision] == nil {
                asked[revision] = nil
                await provision(0, old)
            }
            for (revision, wish) in wishes where asked[revision]?.count != wish.count || isUnfinished(wish) {
                asked[revision] = wish
                await provision(wish.count, wish)
            }
            let alive = Set(wishes.values.flatMap(\.keys))
            standings = standings.filter { alive.contains($0.key) }
        } catch {
            logger.error("provisioned concurrency cannot be read", metadata: ["cause": "\(error)"])
        }
    }

    private func isUnfinished(_ wish: Wish) -> Bool {
        wish.keys.contains { (standings[$0] ?? Standing()).status == .inProgress }
    }

    private func provision(_ count: Int, _ wish: Wish) async {
        let support = FunctionEnvironmentSupport(role: wish.role, identity: identity, logs: logs)
        var standing = Standing(status: .ready, allocated: count)
        do {
            try await runner.provision(count, of: wish.runnable, support: support)
        } catch {
            let reason = (error as? ServiceError)?.message ?? "\(error)"
            standing = Standing(status: .failed, reason: "FUNCTION_ERROR_INIT_FAILURE: \(reason)")
        }
        guard count > 0 else { return }
        for key in wish.keys { standings[key] = standing }
    }

    private func wishes() async throws -> [String: Wish] {
        let found = try await store.read { transaction in
            try ProvisionedConcurrencies.records.scanAllAccounts(in: transaction).compactMap { wanted in
                let locator = FunctionLocator(id: wanted.id, qualifier: wanted.qualifier)
                return (try? FunctionTarget(locator, in: transaction)).map { (wanted, $0.version) }
            }
        }
        var wishes: [String: Wish] = [:]
        for (wanted, version) in found {
            let key = Key(function: wanted.id, qualifier: wanted.qualifier)
            let runnable = try directory.runnable(version)
            var wish =
                wishes[runnable.revision]
                ?? Wish(runnable: runnable, role: version.settings.role, count: 0, keys: [])
            wish.count += wanted.requested
            wish.keys.append(key)
            wishes[runnable.revision] = wish
        }
        return wishes
    }
}

/// Follows changes of what is to be provisioned.
struct ProvisioningWorker: Worker {
    let name = "lambda-provisioning"
    let provisioning: Provisioning
    let storage: any StorageEngine

    func run() async {
        await withTaskGroup { group in
            for space in [
                ProvisionedConcurrencies.records.space, Aliases.records.space, Versions.records.space,
            ] {
                let changes = storage.changes(of: space)
                group.addTask { for await _ in changes { provisioning.signal.raise() } }
            }
            repeat { await provisioning.reconcile() } while await provisioning.signal.wait()
            group.cancelAll()
        }
    }
}
