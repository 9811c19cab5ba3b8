import Kernel
import Logging
import LogsModel
import Storage
import Synchronization
import Testing
import Wire

@testable import ServiceLogs

/// The whole of Logs in memory, called through its own list of operations, at a moment that a test names.
struct LogRoom {
    /// 2026-11-22T10:00:00Z, in milliseconds.
    static let now: Int64 = 1_795_341_600_000
    static let day: Int64 = 86_400_000

    let engine: any StorageEngine
    let logs: Logs
    let account: AccountID
    let clock: TurnedClock
    var region = Region("us-east-1")

    init(engine: any StorageEngine = MemoryEngine(), vault: Vault = .ephemeral()) throws {
        self.engine = engine
        clock = TurnedClock(Self.now)
        logs = Logs(
            storage: engine, vault: vault, random: CountedRandom(), clock: clock,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        account = try #require(AccountID("123456789012"))
    }

    /// Runs an operation as it is registered, its permissions first, so many milliseconds after the room's moment.
    func run<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, in account: AccountID? = nil, later: Int64 = 0
    ) async throws -> M.Output {
        let call = call(in: account, later: later)
        func attempt<O: Kernel.Operation>(_ operation: O) async throws -> M.Output? {
            guard O.Model.self == M.self, let input = input as? O.Input else { return nil }
            _ = try await operation.permissions(for: input, in: call)
            return try await operation.run(input, in: call) as? M.Output
        }
        for operation in logs.operations {
            if let output = try await attempt(operation) { return output }
        }
        throw Unregistered(name: M.descriptor.name)
    }

    /// What an operation asks of IAM.
    func permissions<M: ModelOperation>(_ model: M.Type, _ input: M.Input) async throws -> [Permission] {
        let call = call()
        func attempt<O: Kernel.Operation>(_ operation: O) async throws -> [Permission]? {
            guard O.Model.self == M.self, let input = input as? O.Input else { return nil }
            return try await operation.permissions(for: input, in: call)
        }
        for operation in logs.operations {
            if let permissions = try await attempt(operation) { return permissions }
        }
        throw Unregistered(name: M.descriptor.name)
    }

    /// The refusal of an operation, as `Code: message`; what succeeds or fails otherwise is named so.
    func refusal<M: ModelOperation>(_ model: M.Type, _ input: M.Input, later: Int64 = 0) async -> String {
        do {
            _ = try await run(model, input, later: later)
            return "no refusal"
        } catch let error as ServiceError {
            return "\(error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    /// An operation that is not in the service's list.
    struct Unregistered: Error {
        let name: String
    }

    func call(in account: AccountID? = nil, later: Int64 = 0) -> Call {
        let account = account ?? self.account
        return Call(
            requestID: "r", principal: .root(account: account), account: account, region: region,
            time: Timestamp(milliseconds: Self.now + later))
    }

    func arn(_ group: String) -> String { "arn:aws:logs:\(region):\(account):log-group:\(group)" }

    /// Makes a group with streams.
    func make(_ group: String, _ streams: String..., retention: Int? = nil) async throws {
        _ = try await run(LogsModel.CreateLogGroup.self, .init(logGroupName: group))
        if let retention {
            _ = try await run(
                LogsModel.PutRetentionPolicy.self, .init(logGroupName: group, retentionInDays: retention))
        }
        for stream in streams {
            _ = try await run(LogsModel.CreateLogStream.self, .init(logGroupName: group, logStreamName: stream))
        }
    }

    /// Adds events; times are relative to the room's moment.
    @discardableResult
    func put(
        _ group: String, _ stream: String, _ events: [(time: Int64, message: String)], later: Int64 = 0
    ) async throws -> PutLogEventsResponse {
        let events = events.map { InputLogEvent(timestamp: Int(Self.now + $0.time), message: $0.message) }
        return try await run(
            LogsModel.PutLogEvents.self, .init(logGroupName: group, logStreamName: stream, logEvents: events),
            later: later)
    }

    /// The messages of one page of a stream, from its head.
    func messages(_ group: String, _ stream: String, later: Int64 = 0) async throws -> [String] {
        let output = try await run(
            LogsModel.GetLogEvents.self, .init(logGroupName: group, logStreamName: stream, startFromHead: true),
            later: later)
        return output.events?.compactMap(\.message) ?? []
    }

    /// The messages that a pattern finds in a group, page after page.
    func found(
        _ group: String, _ pattern: String? = nil, prefix: String? = nil, limit: Int? = nil
    ) async throws -> [String] {
        var messages: [String] = []
        var token: String?
        repeat {
            let output = try await run(
                LogsModel.FilterLogEvents.self,
                .init(
                    logGroupName: group, logStreamNamePrefix: prefix, filterPattern: pattern, nextToken: token,
                    limit: limit))
            messages += output.events?.compactMap(\.message) ?? []
            token = output.nextToken
        } while token != nil
        return messages
    }

    /// One round of the work that the service does by itself.
    func sweep() async throws {
        for case let sweeper as Sweeper in logs.workers { try await sweeper.sweep() }
    }

    /// How many keys are kept for the room's account.
    func keys(_ space: String) async throws -> Int {
        let range = KeyRange(prefix: [.string(space), .string(account.digits)])
        return try await engine.read { try $0.count(in: range) }
    }

    /// How many keys are kept for accounts other than this one.
    func keys(notOf account: AccountID) async throws -> Int {
        try await engine.read { transaction in
            try transaction.entries(in: .all, reverse: false, limit: .max)
                .count { try $0.key.parts()[1] != .string(account.digits) }
        }
    }
}

/// Bytes that look random and are the same in every run.
final class CountedRandom: RandomSource {
    private let state = Mutex<UInt64>(0)

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9e37_79b9_7f4a_7c15
                var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
                return UInt8(truncatingIfNeeded: mixed >> 33)
            }
        }
    }
}

/// A clock that stands still until a test turns it; whoever sleeps on it waits to be cancelled.
final class TurnedClock: Kernel.Clock {
    private let milliseconds: Mutex<Int64>

    init(_ milliseconds: Int64) {
        self.milliseconds = Mutex(milliseconds)
    }

    func turn(by step: Int64) {
        milliseconds.withLock { $0 += step }
    }

    func now() -> Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

    func microseconds() -> Int64 { milliseconds.withLock { $0 } * 1000 }

    func sleep(milliseconds: Int64) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            continuation.finish()
        }
        try Task.checkCancellation()
    }
}
