import Kernel
import Logging
import Storage
import Wire

/// Keeps one poller at work for each mapping that is enabled, as long as it stays as it is.
actor EventSourceWorker: Worker {
    nonisolated let name = "lambda-event-sources"
    private let engine: InvocationEngine
    private let pollers: [String: any EventSourcePoller]
    private var running: [EventSourceFeed: Task<Void, Never>] = [:]

    init(engine: InvocationEngine, pollers: [any EventSourcePoller]) {
        self.engine = engine
        self.pollers = Dictionary(pollers.map { ($0.service, $0) }) { first, _ in first }
    }

    func run() async {
        let changes = engine.store.storage.changes(of: EventSourceMappings.records.space)
        await reconcile()
        for await _ in changes { await reconcile() }
        stop { _ in true }
    }

    /// Starts pollers for what is new, and ends those of what has changed or gone.
    func reconcile() async {
        do {
            let mappings = try await engine.store.read { try EventSourceMappings.records.scanAllAccounts(in: $0) }
            let wanted = Set(mappings.compactMap { $0.isEnabled ? EventSourceFeed($0) : nil })
            stop { !wanted.contains($0) }
            for feed in wanted where running[feed] == nil { start(feed) }
        } catch {
            engine.logger.error("event source mappings cannot be read", metadata: ["cause": "\(error)"])
        }
    }

    private func start(_ feed: EventSourceFeed) {
        guard let poller = pollers[feed.source.service] else { return }
        running[feed] = Task { [engine] in
            await poller.poll(feed) { try await engine.deliver($0, for: feed) }
        }
    }

    private func stop(_ isOver: (EventSourceFeed) -> Bool) {
        for (feed, task) in running where isOver(feed) {
            task.cancel()
            running[feed] = nil
        }
    }
}

extension InvocationEngine {
    /// Invokes the function of a mapping with a batch of records.
    fileprivate func deliver(_ event: [UInt8], for feed: EventSourceFeed) async throws -> FunctionOutcome {
        let circumstances = identity.call(
            in: FunctionID(account: feed.account, region: feed.region, name: ""),
            as: .service(name: RoleIdentity.service, account: feed.account))
        let target = try await target(try FunctionLocator(feed.functionARN, in: circumstances))
        return try await run(Order(target: target, requestID: circumstances.requestID, payload: event)).outcome
    }
}

extension EventSourceFeed {
    /// `nil` for a mapping whose source is no ARN.
    fileprivate init?(_ mapping: StoredEventSourceMapping) {
        guard let source = mapping.eventSourceARN.flatMap({ ARN($0) }) else { return nil }
        self.init(
            uuid: mapping.uuid,
            account: mapping.account,
            region: mapping.region,
            source: source,
            functionARN: mapping.functionARN,
            batchSize: mapping.batchSize,
            batchingWindow: mapping.batchingWindow,
            startingPosition: mapping.startingPosition,
            startingTime: mapping.startingTime.map { Timestamp(milliseconds: $0) },
            parallelizationFactor: mapping.parallelizationFactor ?? 1,
            maximumRecordAge: mapping.maximumRecordAge.flatMap { $0 < 0 ? nil : $0 },
            maximumRetryAttempts: mapping.maximumRetryAttempts.flatMap { $0 < 0 ? nil : $0 },
            bisectsBatchOnError: mapping.bisectsBatchOnError ?? false,
            reportsItemFailures: mapping.responseTypes.contains("ReportBatchItemFailures"),
            filters: mapping.filters,
            onFailure: mapping.onFailure
        )
    }
}
