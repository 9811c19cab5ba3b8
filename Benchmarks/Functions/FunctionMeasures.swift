import Archives
import Blobs
import Foundation
import FunctionRuntime
import Kernel
import Logging
import Wire

/// One figure with what is promised of it.
struct Row: Encodable {
    var measure: String
    var promised: String
    var measured: String
}

/// Times the runner alone: no HTTP, no signatures, no service.
enum FunctionMeasures {
    static func all() async throws -> [Row] {
        let bench = try Bench()
        defer { bench.remove() }
        var rows = try await bench.warm()
        rows.append(try await bench.throughput())
        rows.append(try await bench.coldNode())
        rows.append(try await bench.coldProvided())
        await bench.runner.close()
        return rows
    }
}

/// A runner with an echo function, and the same function behind a bare pipe.
final class Bench: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/martlet-bench-" + UUID().uuidString
    let blobs = MemoryBlobs()
    let runner: ProcessRunner
    private let support = Silence()

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        runner = ProcessRunner(
            settings: RunnerSettings(folder: folder + "/run", environments: 64, searchPath: path), blobs: blobs,
            clock: BenchClock(), random: SystemRandomSource(), logger: Logger(label: "bench"))
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The median of warm invocations, and of the same work over a pipe, in one run.
    func warm() async throws -> [Row] {
        let echo = try await function("index.js", Self.echo, runtime: "nodejs20.x")
        for _ in 0..<200 { try await invoke(echo) }
        var times: [Double] = []
        for _ in 0..<2000 { times.append(try await time { try await self.invoke(echo) }) }
        let bare = try pipeTimes(2000)
        return [
            Row(
                measure: "warm Node.js echo, p50", promised: "at most 1.5 ms above a bare pipe",
                measured: "\(text(median(times))) ms, over a bare pipe \(text(median(bare))) ms")
        ]
    }

    /// Warm invocations in each second, with sixteen callers.
    func throughput() async throws -> Row {
        let echo = try await function("index.js", Self.echo, runtime: "nodejs20.x")
        let seconds = 5.0
        func round(_ seconds: Double) async throws -> Int {
            try await withThrowingTaskGroup(of: Int.self) { group in
                let end = Date().addingTimeInterval(seconds)
                for _ in 0..<16 {
                    group.addTask {
                        var count = 0
                        while Date() < end {
                            try await self.invoke(echo)
                            count += 1
                        }
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
        }
        _ = try await round(2)
        let before = Self.processorSeconds()
        let count = try await round(seconds)
        let spent = (Self.processorSeconds() - before) / Double(count) * 1_000_000
        return Row(
            measure: "warm invocations a second, 16 callers", promised: "at least 1500 with the whole server",
            measured: "\(Int(Double(count) / seconds)), \(text(spent)) µs of this process's time each")
    }

    /// From the call to the answer of a function that never ran, against the interpreter's own start.
    func coldNode() async throws -> Row {
        var cold: [Double] = []
        var own: [Double] = []
        for _ in 0..<15 {
            let echo = try await function("index.js", Self.echo, runtime: "nodejs20.x")
            cold.append(try await time { try await self.invoke(echo) })
            own.append(try await time { try Self.run(["/usr/bin/env", "node", "-e", "0"]) })
            await runner.retire(revision: echo.revision)
        }
        return Row(
            measure: "cold start of Node.js, p50", promised: "at most 60 ms above node -e 0",
            measured: "\(text(median(cold))) ms, node -e 0 \(text(median(own))) ms")
    }

    /// The same for a custom runtime, against a start of the program that asks nothing.
    func coldProvided() async throws -> Row {
        var cold: [Double] = []
        var own: [Double] = []
        let script = folder + "/own.sh"
        try Data("#!/bin/bash\nexit 0\n".utf8).write(to: URL(fileURLWithPath: script))
        chmod(script, 0o755)
        for _ in 0..<15 {
            let function = try await function("bootstrap", Self.bootstrap, runtime: "provided.al2023")
            cold.append(try await time { try await self.invoke(function) })
            own.append(try await time { try Self.run([script]) })
            await runner.retire(revision: function.revision)
        }
        return Row(
            measure: "cold start of a bash bootstrap, p50", promised: "at most 40 ms above its own start",
            measured: "\(text(median(cold))) ms, own start \(text(median(own))) ms")
    }

    private static let echo = "exports.handler = async (event) => event;"

    /// A runtime in bash alone: no program is started for a request.
    private static let bootstrap = #"""
        #!/bin/bash
        exec 9<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}"
        while true; do
          printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n' >&9
          length=0
          while IFS= read -r line <&9; do
            line=${line%$'\r'}
            case "$line" in
              Lambda-Runtime-Aws-Request-Id:*) id=${line#*: } ;;
              Content-Length:*) length=${line#*: } ;;
              '') break ;;
            esac
          done
          IFS= read -r -N "$length" body <&9
          printf 'POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n\r\n%s' \
            "$id" "${#body}" "$body" >&9
          while IFS= read -r line <&9; do [ "$line" = $'\r' ] && break; done
          IFS= read -r line <&9
        done
        """#

    private func function(_ name: String, _ code: String, runtime: String) async throws -> RunnableFunction {
        let place = folder + "/code-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Data(code.utf8).write(to: URL(fileURLWithPath: place + "/" + name))
        chmod(place + "/" + name, 0o755)
        guard let account = AccountID("123456789012") else { throw CocoaError(.featureUnsupported) }
        return RunnableFunction(
            revision: UUID().uuidString, account: account, region: Region("eu-central-1"), name: "echo",
            version: "$LATEST", runtime: runtime, handler: "index.handler",
            code: try await blobs.put(try ZipArchive.pack(folder: place)).id, timeout: 30,
            logGroup: "/aws/lambda/echo")
    }

    private func invoke(_ function: RunnableFunction) async throws {
        let outcome = try await runner.invoke(
            FunctionInvocation(
                requestID: SystemRandomSource().uuid(),
                invokedARN: "arn:aws:lambda:eu-central-1:123456789012:function:echo",
                payload: Array(#"{"key1":"value1","key2":"value2","key3":"value3"}"#.utf8)),
            of: function, support: support, stream: nil)
        guard outcome.failure == nil else { throw CocoaError(.featureUnsupported) }
    }

    /// The same work by a process that reads lines and writes them back parsed and put together again.
    private func pipeTimes(_ count: Int) throws -> [Double] {
        let script = """
            require('readline').createInterface({ input: process.stdin })
              .on('line', (line) => process.stdout.write(JSON.stringify(JSON.parse(line)) + '\\n'))
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["node", "-e", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = Data("{\"key1\":\"value1\",\"key2\":\"value2\",\"key3\":\"value3\"}\n".utf8)
        var times: [Double] = []
        for round in 0..<(count + 200) {
            let began = DispatchTime.now().uptimeNanoseconds
            try input.fileHandleForWriting.write(contentsOf: line)
            _ = output.fileHandleForReading.availableData
            if round >= 200 { times.append(Double(DispatchTime.now().uptimeNanoseconds - began) / 1_000_000) }
        }
        process.terminate()
        process.waitUntilExit()
        return times
    }

    private static func run(_ words: [String]) throws {
        var arguments = words.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        var environment = [strdup("PATH=" + (ProcessInfo.processInfo.environment["PATH"] ?? "")), nil]
        defer { free(environment[0]) }
        var id: pid_t = 0
        guard posix_spawn(&id, words[0], nil, nil, &arguments, &environment) == 0, waitpid(id, nil, 0) == id else {
            throw CocoaError(.executableNotLoadable)
        }
    }

    private static func processorSeconds() -> Double {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
            getrusage(RUSAGE_SELF, &usage)
        #endif
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000 }
    }

    private func time(_ work: () async throws -> Void) async throws -> Double {
        let began = DispatchTime.now().uptimeNanoseconds
        try await work()
        return Double(DispatchTime.now().uptimeNanoseconds - began) / 1_000_000
    }

    private func median(_ times: [Double]) -> Double {
        times.sorted()[times.count / 2]
    }

    private func text(_ value: Double) -> String {
        String(format: "%.2f", value)
    }
}

/// Takes logs and drops them.
private struct Silence: FunctionSupport {
    func credentials(for function: RunnableFunction) async throws -> FunctionCredentials {
        FunctionCredentials(
            accessKeyID: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "token",
            expiration: Timestamp(seconds: 4_000_000_000))
    }

    func log(_ lines: [FunctionLogLine], of function: RunnableFunction, stream: String) {}
}

private struct BenchClock: Clock {
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
