import Kernel
import Storage
import Synchronization

/// Finds what invocations need, and keeps it as long as no function, version, alias or policy changes.
final class FunctionDirectory: Sendable {
    /// Beyond so many, everything kept is forgotten at once.
    private static let limit = 4096

    private struct Kept {
        var stamp: UInt64 = 0
        var targets: [FunctionLocator: FunctionTarget] = [:]
        var runnables: [String: RunnableFunction] = [:]
    }

    private let store: LambdaStore
    private let kept = Mutex(Kept())

    init(store: LambdaStore) {
        self.store = store
    }

    /// What a locator leads to; refuses with AWS's text where there is nothing.
    func target(_ locator: FunctionLocator) async throws -> FunctionTarget {
        let stamp = stamp
        if let known = kept.withLock({ $0.stamp == stamp ? $0.targets[locator] : nil }) { return known }
        let target = try await store.read { try FunctionTarget(locator, in: $0) }
        keep(stamp) { $0.targets[locator] = target }
        return target
    }

    /// A version with all that it takes to run it, its variables opened.
    func runnable(_ version: StoredVersion) throws -> RunnableFunction {
        let stamp = stamp
        let revision = version.runtimeRevision
        if let known = kept.withLock({ $0.stamp == stamp ? $0.runnables[revision] : nil }) { return known }
        let variables = try EnvironmentSeal(vault: store.vault).open(version.settings.environment, of: version.id)
        let runnable = RunnableFunction(version, variables: variables)
        keep(stamp) { $0.runnables[revision] = runnable }
        return runnable
    }

    /// Grows with every change of what targets are made of; taken before they are read.
    private var stamp: UInt64 {
        [Functions.records.space, Versions.records.space, Aliases.records.space, FunctionPolicies.records.space]
            .reduce(0) { $0 &+ store.storage.version(of: $1) }
    }

    private func keep(_ stamp: UInt64, _ change: (inout Kept) -> Void) {
        kept.withLock { kept in
            if stamp < kept.stamp { return }
            if stamp > kept.stamp || kept.targets.count >= Self.limit || kept.runnables.count >= Self.limit {
                kept = Kept(stamp: stamp)
            }
            change(&kept)
        }
    }
}

extension RunnableFunction {
    /// A version as the runner takes it.
    init(_ version: StoredVersion, variables: [String: String]) {
        let settings = version.settings
        self.init(
            revision: version.runtimeRevision,
            account: version.id.account,
            region: version.id.region,
            name: version.id.name,
            version: version.number.text,
            runtime: settings.runtime,
            handler: settings.handler,
            code: version.code.blob,
            layers: settings.layers.map(\.code.blob),
            variables: variables,
            memoryMegabytes: settings.memoryMegabytes,
            timeout: settings.timeout,
            scratchMegabytes: settings.scratchMegabytes,
            logGroup: version.logGroup
        )
    }
}
