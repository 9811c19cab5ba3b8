import IAMPolicy
import Kernel
import LogsModel
import STSModel
import Storage
import Synchronization
import Wire

@testable import ServiceLambda

/// A clock that a test turns; whoever sleeps on it is sent away.
final class HandClock: Kernel.Clock {
    private let time: Mutex<Int64>

    init(milliseconds: Int64) {
        time = Mutex(milliseconds)
    }

    func now() -> Timestamp { Timestamp(milliseconds: time.withLock { $0 }) }

    func microseconds() -> Int64 { time.withLock { $0 * 1000 } }

    func sleep(milliseconds: Int64) async throws { throw CancellationError() }

    func advance(milliseconds: Int64) { time.withLock { $0 += milliseconds } }
}

/// Runs what a test says in place of functions, and remembers what it was asked.
final class ScriptedRunner: FunctionRunner {
    typealias Script = @Sendable (FunctionInvocation, RunnableFunction) async throws -> FunctionOutcome

    private struct State {
        var script: Script = { invocation, _ in FunctionOutcome(payload: invocation.payload) }
        var parts: [FunctionStreamPart] = []
        var invocations: [FunctionInvocation] = []
        var functions: [RunnableFunction] = []
        var provisions: [String] = []
        var provisionFault: FunctionRunnerFault?
        var running = 0
        var most = 0
    }

    private let state = Mutex(State())

    var invocations: [FunctionInvocation] { state.withLock { $0.invocations } }
    var functions: [RunnableFunction] { state.withLock { $0.functions } }
    /// `COUNT of VERSION`, in order.
    var provisions: [String] { state.withLock { $0.provisions } }
    /// How many ran at the same time at most.
    var most: Int { state.withLock { $0.most } }

    func script(_ script: @escaping Script) { state.withLock { $0.script = script } }

    /// What a streamed answer consists of.
    func stream(_ parts: [FunctionStreamPart]) { state.withLock { $0.parts = parts } }

    func failProvisioning(_ fault: FunctionRunnerFault?) { state.withLock { $0.provisionFault = fault } }

    func invoke(
        _ invocation: FunctionInvocation, of function: RunnableFunction, support: any FunctionSupport,
        stream: (@Sendable (FunctionStreamPart) async throws -> Void)?
    ) async throws -> FunctionOutcome {
        let (script, parts) = state.withLock { state in
            state.invocations.append(invocation)
            state.functions.append(function)
            state.running += 1
            state.most = max(state.most, state.running)
            return (state.script, state.parts)
        }
        defer { state.withLock { $0.running -= 1 } }
        if let stream {
            for part in parts { try await stream(part) }
        }
        return try await script(invocation, function)
    }

    func provision(_ count: Int, of function: RunnableFunction, support: any FunctionSupport) async throws {
        let fault = state.withLock { state in
            state.provisions.append("\(count) of \(function.version)")
            return state.provisionFault
        }
        if let fault { throw fault }
    }

    func retire(revision: String) async {}

    func retireAll() async {}

    func obstacle(to runtime: String) async -> String? { nil }
}

/// What users and roles may do, by their names; root may do everything.
struct NamedGrants: PolicySource {
    let texts: [String: String]

    func grants(of principal: Principal) async throws -> PrincipalGrants {
        let name: String? =
            switch principal {
            case .user(let user): user.name
            case .session(let session):
                if case .role(let name, _, _, _) = session.origin { name } else { nil }
            default: nil
            }
        guard let text = name.flatMap({ texts[$0] }) else { return PrincipalGrants(policies: PrincipalPolicies()) }
        let document = try PolicyDocument(parsing: text, as: .inline)
        return PrincipalGrants(
            policies: PrincipalPolicies(identity: [NamedPolicy(name: "own", document: document)]))
    }

    func isPresent(_ principal: Principal) async throws -> Bool { true }
}

/// A little of CloudWatch Logs: groups, streams and lines in memory.
final class LogShelf: Kernel.Service {
    private struct State {
        var groups: Set<String> = []
        var streams: [String: [InputLogEvent]] = [:]
        var puts = 0
    }

    private let state = Mutex(State())

    let descriptor = LogsModelService.descriptor
    var operations: [any Operation] {
        [FakeCreateLogGroup(shelf: self), FakeCreateLogStream(shelf: self), FakePutLogEvents(shelf: self)]
    }

    var puts: Int { state.withLock { $0.puts } }

    func messages(_ group: String, _ stream: String) -> [String] {
        state.withLock { $0.streams["\(group) \(stream)"] ?? [] }.map(\.message)
    }

    fileprivate func makeGroup(_ name: String) throws {
        guard state.withLock({ $0.groups.insert(name).inserted }) else {
            throw LogsError.resourceAlreadyExists("The specified log group already exists")
        }
    }

    fileprivate func makeStream(_ group: String, _ stream: String) throws {
        try state.withLock { state in
            guard state.groups.contains(group) else {
                throw LogsError.resourceNotFound("The specified log group does not exist.")
            }
            guard state.streams["\(group) \(stream)"] == nil else {
                throw LogsError.resourceAlreadyExists("The specified log stream already exists")
            }
            state.streams["\(group) \(stream)"] = []
        }
    }

    fileprivate func put(_ events: [InputLogEvent], _ group: String, _ stream: String) throws {
        try state.withLock { state in
            state.puts += 1
            guard state.streams["\(group) \(stream)"] != nil else {
                throw LogsError.resourceNotFound("The specified log stream does not exist.")
            }
            state.streams["\(group) \(stream)", default: []] += events
        }
    }
}

private struct FakeCreateLogGroup: Kernel.Operation {
    typealias Model = LogsModel.CreateLogGroup
    let shelf: LogShelf

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("logs:CreateLogGroup", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try shelf.makeGroup(input.logGroupName)
        return Output()
    }
}

private struct FakeCreateLogStream: Kernel.Operation {
    typealias Model = LogsModel.CreateLogStream
    let shelf: LogShelf

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("logs:CreateLogStream", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try shelf.makeStream(input.logGroupName, input.logStreamName)
        return Output()
    }
}

private struct FakePutLogEvents: Kernel.Operation {
    typealias Model = LogsModel.PutLogEvents
    let shelf: LogShelf

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("logs:PutLogEvents", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try shelf.put(input.logEvents, input.logGroupName, input.logStreamName)
        return Output()
    }
}

/// A sender that keeps what it is given.
final class MessageShelf: DestinationSender {
    let service: String
    private let state = Mutex<[(message: DestinationMessage, arn: String, role: String)]>([])

    init(service: String) {
        self.service = service
    }

    var sent: [(message: DestinationMessage, arn: String, role: String)] { state.withLock { $0 } }

    func send(_ message: DestinationMessage, to arn: ARN, as role: Principal, in call: Call) async throws {
        state.withLock { $0.append((message, arn.description, role.arn)) }
    }
}
