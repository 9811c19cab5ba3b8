import Kernel
import LambdaModel
import Logging
import Storage
import Wire

/// Tries one accepted invocation, and tells what is to become of it.
struct AsynchronousAttempt: Sendable {
    enum Result: Sendable {
        case settled(AsynchronousInvoker.Settlement.Step)
        /// There was no place for it.
        case throttled
    }

    private let engine: InvocationEngine
    private let configs: StampedCache<FunctionLocator, StoredEventInvokeConfig?>

    init(engine: InvocationEngine) {
        self.engine = engine
        configs = StampedCache(engine.store.storage, spaces: [EventInvokeConfigs.records.space])
    }

    func make(_ work: QueuedInvocation) async -> Result {
        do {
            return try await attempt(work)
        } catch let error as ServiceError where error.code == "ResourceNotFoundException" {
            return dropped(work, because: error)
        } catch {
            engine.logger.warning(
                "asynchronous invocation cannot run",
                metadata: ["function": "\(work.function.arn)", "id": "\(work.requestID)", "cause": "\(error)"])
            return await afterSystemError(work)
        }
    }

    private func attempt(_ work: QueuedInvocation) async throws -> Result {
        let target = try await engine.directory.target(work.locator)
        guard target.function.incarnation == work.incarnation else {
            return dropped(work, because: Refusal.functionNotFound(target.arn))
        }
        let config = try await config(of: work)
        let schedule = RetrySchedule(config)
        let now = engine.clock.now().milliseconds
        if target.function.reservedConcurrency == 0 {
            return await giveUp(work, target, config, .zeroReservedConcurrency, nil)
        }
        if schedule.isExpired(acceptedAt: work.acceptedAt, now: now) {
            return await giveUp(work, target, config, .eventAgeExceeded, nil)
        }
        let finished: InvocationEngine.Finished
        do {
            finished = try await engine.run(
                .init(
                    target: target, requestID: work.requestID, payload: Array(work.payload.utf8),
                    traceHeader: work.traceHeader))
        } catch let error as ServiceError where error.status == 429 {
            return .throttled
        }
        return await conclude(work, target, config, schedule, finished)
    }

    private func config(of work: QueuedInvocation) async throws -> StoredEventInvokeConfig? {
        let qualifier = work.qualifier ?? FunctionVersionNumber.latestName
        return try await configs.value(work.locator) { try EventInvokeConfigs.get(work.function, qualifier, $0) }
    }

    private func conclude(
        _ work: QueuedInvocation, _ target: FunctionTarget, _ config: StoredEventInvokeConfig?,
        _ schedule: RetrySchedule, _ finished: InvocationEngine.Finished
    ) async -> Result {
        let outcome = finished.outcome
        let response = InvocationRecord.Response(
            executedVersion: finished.version.number.text, failure: outcome.failure, payload: outcome.payload)
        guard outcome.failure != nil else {
            await send(work, target, .success, response, to: config?.onSuccess)
            return .settled(.done)
        }
        var next = work
        next.failures += 1
        next.refusals = 0
        let now = engine.clock.now().milliseconds
        switch schedule.step(afterFailures: next.failures, acceptedAt: work.acceptedAt, now: now) {
        case .retry(let delay): return .settled(.again(next, delay: delay))
        case .giveUp(let condition): return await giveUp(next, target, config, condition, response)
        }
    }

    private func giveUp(
        _ work: QueuedInvocation, _ target: FunctionTarget, _ config: StoredEventInvokeConfig?,
        _ condition: InvocationRecord.Condition, _ response: InvocationRecord.Response?
    ) async -> Result {
        await send(work, target, condition, response, to: config?.onFailure)
        await sendDead(work, target, response)
        return .settled(.done)
    }

    private func afterSystemError(_ work: QueuedInvocation) async -> Result {
        var next = work
        next.refusals += 1
        let now = engine.clock.now().milliseconds
        let config = try? await config(of: work)
        let step = RetrySchedule(config ?? nil).step(
            afterRefusals: next.refusals, acceptedAt: work.acceptedAt, now: now,
            jitter: engine.store.random.fraction())
        switch step {
        case .retry(let delay): return .settled(.again(next, delay: delay))
        case .giveUp(let condition):
            guard let target = try? await engine.directory.target(work.locator) else { return .settled(.done) }
            return await giveUp(next, target, config ?? nil, condition, nil)
        }
    }

    /// An event whose function is gone has nowhere to go, as on AWS.
    private func dropped(_ work: QueuedInvocation, because error: ServiceError) -> Result {
        engine.logger.info(
            "asynchronous invocation dropped",
            metadata: ["function": "\(work.function.arn)", "id": "\(work.requestID)", "cause": "\(error.message)"])
        return .settled(.done)
    }
}

extension AsynchronousAttempt {
    /// Sends the record; one that cannot be sent is lost, as on AWS.
    private func send(
        _ work: QueuedInvocation, _ target: FunctionTarget, _ condition: InvocationRecord.Condition,
        _ response: InvocationRecord.Response?, to destination: String?
    ) async {
        guard let destination else { return }
        let record = InvocationRecord(
            time: engine.clock.now(),
            requestID: work.requestID,
            functionARN: work.function.arn(work.qualifier ?? FunctionVersionNumber.latestName),
            condition: condition,
            invokeCount: condition == .success ? work.failures + 1 : work.failures,
            payload: Array(work.payload.utf8),
            response: response
        )
        await deliver(DestinationMessage(body: record.json), to: destination, for: target)
    }

    /// Sends the event itself to the dead-letter queue of the version, where it has one.
    private func sendDead(
        _ work: QueuedInvocation, _ target: FunctionTarget, _ response: InvocationRecord.Response?
    ) async {
        guard let queue = target.version.settings.deadLetterTarget else { return }
        let message = response.map { String(decoding: $0.payload.prefix(1024), as: UTF8.self) } ?? ""
        let attributes = [
            "RequestID": work.requestID, "ErrorCode": response == nil ? "429" : "200", "ErrorMessage": message,
        ]
        await deliver(
            DestinationMessage(body: Array(work.payload.utf8), attributes: attributes), to: queue, for: target)
    }

    private func deliver(_ message: DestinationMessage, to arn: String, for target: FunctionTarget) async {
        do {
            let role = target.version.settings.role
            guard let principal = try await engine.identity.principal(of: role, session: target.id.name) else { return }
            let call = engine.identity.call(in: target.id, as: principal)
            try await engine.destinations.send(message, to: arn, as: principal, in: call)
        } catch {
            engine.logger.warning(
                "record of an asynchronous invocation not delivered",
                metadata: ["function": "\(target.arn)", "destination": "\(arn)", "cause": "\(error)"])
        }
    }
}
