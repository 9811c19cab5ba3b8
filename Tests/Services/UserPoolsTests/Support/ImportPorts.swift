import Kernel
import LogsModel
import STSModel
import Synchronization
import Wire

/// CloudWatch Logs that remembers what it was told; groups and streams must be made first, as in the real one.
final class RecordingLogs: Kernel.Service {
    private struct State {
        var groups: Set<String> = []
        var events: [String: [String]] = [:]
        var callers: Set<String> = []
        var refusal: ServiceError?
    }

    private let state = Mutex(State())

    let descriptor = LogsModelService.descriptor
    var operations: [any Operation] { [MakeGroup(logs: self), MakeStream(logs: self), PutEvents(logs: self)] }

    /// What stands in a stream, named `group:stream`.
    var events: [String: [String]] { state.withLock { $0.events } }
    /// Who has called.
    var callers: Set<String> { state.withLock { $0.callers } }

    func refuse(_ refusal: ServiceError?) { state.withLock { $0.refusal = refusal } }

    private func run<Outcome>(_ call: Call, _ body: (inout State) throws -> Outcome) throws -> Outcome {
        try state.withLock { state in
            state.callers.insert(call.principal.arn)
            if let refusal = state.refusal { throw refusal }
            return try body(&state)
        }
    }

    private static func missing() -> ServiceError {
        ServiceError(code: "ResourceNotFoundException", status: 400, message: "There is none such.")
    }

    private static func existing() -> ServiceError {
        ServiceError(code: "ResourceAlreadyExistsException", status: 400, message: "There is one such.")
    }

    private struct MakeGroup: Kernel.Operation {
        typealias Model = LogsModel.CreateLogGroup

        let logs: RecordingLogs

        func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

        func run(_ input: Input, in call: Call) async throws -> Output {
            try logs.run(call) { state in
                guard state.groups.insert(input.logGroupName).inserted else { throw existing() }
            }
            return Output()
        }
    }

    private struct MakeStream: Kernel.Operation {
        typealias Model = LogsModel.CreateLogStream

        let logs: RecordingLogs

        func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

        func run(_ input: Input, in call: Call) async throws -> Output {
            try logs.run(call) { state in
                guard state.groups.contains(input.logGroupName) else { throw missing() }
                let name = "\(input.logGroupName):\(input.logStreamName)"
                guard state.events[name] == nil else { throw existing() }
                state.events[name] = []
            }
            return Output()
        }
    }

    private struct PutEvents: Kernel.Operation {
        typealias Model = LogsModel.PutLogEvents

        let logs: RecordingLogs

        func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

        func run(_ input: Input, in call: Call) async throws -> Output {
            try logs.run(call) { state in
                let name = "\(input.logGroupName):\(input.logStreamName)"
                guard state.events[name] != nil else { throw missing() }
                state.events[name]?.append(contentsOf: input.logEvents.map(\.message))
            }
            return Output()
        }
    }
}

/// STS, whose roles everybody may assume but for those named `closed`.
final class OpenRoles: Kernel.Service {
    let descriptor = STSModelService.descriptor
    var operations: [any Operation] { [Assume()] }

    private struct Assume: Kernel.Operation {
        typealias Model = STSModel.AssumeRole

        func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

        func run(_ input: Input, in call: Call) async throws -> Output {
            guard !input.roleArn.hasSuffix("/closed") else {
                throw CommonError.accessDenied("\(call.principal) is not authorized to perform: sts:AssumeRole")
            }
            return Output(
                credentials: Credentials(
                    accessKeyId: "ASIA", secretAccessKey: "s", sessionToken: "t",
                    expiration: call.time.adding(seconds: 3600)),
                assumedRoleUser: AssumedRoleUser(assumedRoleId: "AROA:\(input.roleSessionName)", arn: ""))
        }
    }
}
