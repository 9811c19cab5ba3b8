import Archives
import Blobs
import Foundation
import Kernel
import Logging
import Synchronization
import Wire

@testable import FunctionRuntime

/// A runner in a folder of its own, and functions made of a few lines of code.
final class Workshop: Sendable {
    let folder: String
    let blobs = MemoryBlobs()
    let runner: ProcessRunner
    let log = LogBook()

    init(environments: Int = 20, sandbox: FunctionSandbox = .required, path: [String]? = nil) {
        folder = FileManager.default.temporaryDirectory.path + "/martlet-functions-" + UUID().uuidString
        runner = ProcessRunner(
            settings: RunnerSettings(
                folder: folder, sandbox: sandbox, environments: environments, searchPath: path ?? Self.path),
            blobs: blobs, clock: RealClock(), random: SystemRandomSource(), logger: Logger(label: "test"),
            survey: path == nil && sandbox == .required ? Self.survey : nil)
        runner.setEndpoint("http://127.0.0.1:4566")
    }

    static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)

    /// Whether functions of a runtime can be confined and run here; tests that need it are skipped elsewhere.
    static let survey = RuntimeSurvey.take(RunnerSettings(folder: "/", searchPath: path))
    static let runsNode = survey.obstacle(to: "nodejs20.x") == nil
    static let runsPython = survey.obstacle(to: "python3.11") == nil
    static let runsProvided = survey.obstacle(to: "provided.al2023") == nil

    func close() async {
        await runner.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A function of these files.
    func function(
        _ files: [String: String], runtime: String = "nodejs20.x", handler: String = "index.handler",
        layers: [[String: String]] = [], variables: [String: String] = [:], memory: Int = 256, timeout: Int = 10,
        scratch: Int = 512
    ) async throws -> RunnableFunction {
        var layerIDs: [String] = []
        for layer in layers { layerIDs.append(try await archive(layer)) }
        // The digits are constant and well formed.
        let account = AccountID("123456789012")!
        return RunnableFunction(
            revision: UUID().uuidString, account: account, region: Region("eu-central-1"),
            name: "test", version: "$LATEST", runtime: runtime, handler: handler, code: try await archive(files),
            layers: layerIDs, variables: variables, memoryMegabytes: memory, timeout: timeout,
            scratchMegabytes: scratch, logGroup: "/aws/lambda/test")
    }

    /// Runs an invocation with a JSON event.
    func invoke(
        _ function: RunnableFunction, _ event: String = "{}", requestID: String = UUID().uuidString.lowercased(),
        clientContext: String? = nil, identity: String? = nil
    ) async throws -> Answer {
        let outcome = try await runner.invoke(
            FunctionInvocation(
                requestID: requestID, invokedARN: "arn:aws:lambda:eu-central-1:123456789012:function:test",
                payload: Array(event.utf8), clientContext: clientContext, cognitoIdentity: identity,
                wantsLogTail: true),
            of: function, support: log, stream: nil)
        return Answer(outcome: outcome, requestID: requestID)
    }

    /// Runs the body of an async Node.js handler once.
    func node(_ body: String, event: String = "{}") async throws -> Answer {
        try await invoke(
            try await function(["index.js": "exports.handler = async (event, context) => {\n\(body)\n};"]), event)
    }

    private func archive(_ files: [String: String]) async throws -> String {
        let place = FileManager.default.temporaryDirectory.path + "/martlet-code-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: place) }
        for (name, text) in files {
            let path = place + "/" + name
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            if text.hasPrefix("#!") { chmod(path, 0o755) }
        }
        return try await blobs.put(try ZipArchive.pack(folder: place)).id
    }
}

/// What came of an invocation, as text.
struct Answer {
    var outcome: FunctionOutcome
    var requestID: String

    var text: String { String(decoding: outcome.payload, as: UTF8.self) }
    var tail: String { String(decoding: outcome.logTail, as: UTF8.self) }

    /// The payload as JSON.
    func json() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(outcome.payload)) as? [String: Any] ?? [:]
    }
}

/// Keeps what functions log, and gives them credentials.
final class LogBook: FunctionSupport {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    func credentials(for function: RunnableFunction) async throws -> FunctionCredentials {
        FunctionCredentials(
            accessKeyID: "ASIAEXAMPLE", secretAccessKey: "it's secret", sessionToken: "token",
            expiration: Timestamp(seconds: 4_000_000_000))
    }

    func log(_ lines: [FunctionLogLine], of function: RunnableFunction, stream: String) {
        self.lines.withLock { $0 += lines.map(\.text) }
    }
}

struct RealClock: Clock {
    func now() -> Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    func microseconds() -> Int64 {
        Int64(DispatchTime.now().uptimeNanoseconds / 1000)
    }

    func sleep(milliseconds: Int64) async throws {
        try await Task.sleep(for: .milliseconds(milliseconds))
    }
}
