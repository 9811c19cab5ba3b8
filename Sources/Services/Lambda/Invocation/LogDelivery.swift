import Kernel
import Logging
import LogsModel
import Synchronization
import Wire

/// Carries functions' lines to CloudWatch Logs, as the functions' roles and behind the invocations' backs.
///
/// A role that may not write logs has none, as on AWS.
final class LogDelivery: Worker {
    /// Where lines go, and as whom.
    struct Target: Hashable, Sendable {
        var function: FunctionID
        var role: String
        var group: String
        var stream: String
    }

    /// What waits for one stream.
    private struct Pending {
        var lines: [FunctionLogLine] = []
        var dropped = 0
    }

    private struct Buffer {
        var pending: [Target: Pending] = [:]
        var bytes = 0
    }

    /// Milliseconds for which lines are gathered before they are written.
    private static let gathering: Int64 = 100
    /// Bytes that may wait; what comes beyond is dropped, and counted in the log itself.
    private static let capacity = 16 << 20
    /// Streams that are written at the same time, so that they share commits.
    private static let width = 8

    let name = "lambda-logs"
    private let client: InProcessClient
    private let identity: RoleIdentity
    private let clock: any Clock
    private let logger: Logger
    private let buffer = Mutex(Buffer())
    private let signal = Signal()

    init(client: InProcessClient, identity: RoleIdentity, clock: any Clock, logger: Logger) {
        self.client = client
        self.identity = identity
        self.clock = clock
        self.logger = logger
    }

    /// Keeps lines for a stream; never waits.
    func take(_ lines: [FunctionLogLine], for target: Target) {
        guard !lines.isEmpty else { return }
        let bytes = lines.reduce(0) { $0 + Self.cost($1) }
        buffer.withLock { buffer in
            if buffer.bytes + bytes > Self.capacity {
                buffer.pending[target, default: Pending()].dropped += lines.count
            } else {
                buffer.bytes += bytes
                buffer.pending[target, default: Pending()].lines += lines
            }
        }
        signal.raise()
    }

    /// Writes what comes, until cancelled; then what is still there.
    func run() async {
        while await signal.wait() {
            try? await clock.sleep(milliseconds: Self.gathering)
            await flush()
        }
        // The task is cancelled; another one writes what is left.
        await Task { await flush() }.value
    }

    /// Writes all that waits.
    func flush() async {
        let taken = buffer.withLock { buffer in
            defer { buffer = Buffer() }
            return buffer.pending
        }
        var waiting = taken.makeIterator()
        await withTaskGroup { group in
            for _ in 0..<Self.width {
                guard let next = waiting.next() else { break }
                group.addTask { await self.write(next.value, to: next.key) }
            }
            while await group.next() != nil {
                guard let next = waiting.next() else { continue }
                group.addTask { await self.write(next.value, to: next.key) }
            }
        }
    }

    /// Forgets all that waits.
    func clear() {
        buffer.withLock { $0 = Buffer() }
    }

    private static func cost(_ line: FunctionLogLine) -> Int { line.text.utf8.count + 64 }

    private func write(_ pending: Pending, to target: Target) async {
        var lines = pending.lines.flatMap { LogBatches.events(of: $0) }
        if pending.dropped > 0 {
            let notice = "\(pending.dropped) lines of this log were dropped: they came faster than they were written.\n"
            lines.append(FunctionLogLine(time: lines.last?.time ?? clock.now(), text: notice))
        }
        if zip(lines, lines.dropFirst()).contains(where: { $0.time > $1.time }) {
            lines.sort { $0.time < $1.time }
        }
        do {
            guard let role = try await identity.principal(of: target.role, session: target.function.name) else {
                return
            }
            var rest = lines[...]
            while !rest.isEmpty {
                let (batch, later) = LogBatches.first(of: rest)
                try await put(batch, to: target, as: role)
                rest = later
            }
        } catch {
            logger.info(
                "function log not written",
                metadata: ["group": "\(target.group)", "lines": "\(lines.count)", "cause": "\(error)"])
        }
    }

    /// Writes one batch; group and stream are made where they are missing.
    private func put(_ batch: [FunctionLogLine], to target: Target, as role: Principal) async throws {
        let call = identity.call(in: target.function, as: role)
        let input = PutLogEventsRequest(
            logGroupName: target.group,
            logStreamName: target.stream,
            logEvents: batch.map { InputLogEvent(timestamp: Int($0.time.milliseconds), message: $0.text) }
        )
        do {
            _ = try await client.call(PutLogEvents.self, input, as: role, in: call)
        } catch let error as ServiceError where error.isMissingResource {
            try await make(target, as: role, in: call)
            _ = try await client.call(PutLogEvents.self, input, as: role, in: call)
        }
    }

    private func make(_ target: Target, as role: Principal, in call: Call) async throws {
        let stream = CreateLogStreamRequest(logGroupName: target.group, logStreamName: target.stream)
        do {
            _ = try await client.call(CreateLogStream.self, stream, as: role, in: call)
        } catch let error as ServiceError where error.isMissingResource {
            let group = CreateLogGroupRequest(logGroupName: target.group)
            try await ignoringExisting { _ = try await client.call(CreateLogGroup.self, group, as: role, in: call) }
            try await ignoringExisting { _ = try await client.call(CreateLogStream.self, stream, as: role, in: call) }
        } catch let error as ServiceError where error.isExistingResource {
            return
        }
    }

    /// Another environment may have made the same group a moment ago.
    private func ignoringExisting(_ make: () async throws -> Void) async throws {
        do {
            try await make()
        } catch let error as ServiceError where error.isExistingResource {
            return
        }
    }
}

extension ServiceError {
    fileprivate var isMissingResource: Bool { code.hasPrefix("ResourceNotFound") }
    fileprivate var isExistingResource: Bool { code.hasPrefix("ResourceAlreadyExists") }
}
