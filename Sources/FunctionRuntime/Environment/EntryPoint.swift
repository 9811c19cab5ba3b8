internal import Kernel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What an environment starts.
struct EntryPoint {
    /// Why there is nothing to start.
    struct Fault: Error, Hashable {
        var message: String
    }

    var command: [String]
    var interpreter: RuntimeSurvey.Interpreter?
    var interpreterName = ""
    /// The runtime's version, for the log.
    var description: String
    var places = SandboxPlan.Places()

    /// Finds the function's `bootstrap`, or the supplied one of its runtime.
    static func find(
        for function: RunnableFunction, lease: CodeCache.Lease, context: RunnerContext
    ) -> Result<EntryPoint, Fault> {
        var places = SandboxPlan.Places()
        if case .none = context.survey.confinement {
            places = SandboxPlan.Places(
                code: lease.code, layers: lease.layers ?? "/nonexistent", bootstraps: context.bootstraps)
        }
        let runtime = RuntimeName(function.runtime)
        switch runtime {
        case .provided(let name):
            return bootstrap(lease, places).map { path in
                EntryPoint(
                    command: [path], description: name.split(separator: ".").joined(separator: ":"), places: places)
            }
        case .node(let major):
            guard let interpreter = context.survey.interpreter(for: runtime) else { break }
            return .success(
                EntryPoint(
                    command: [interpreter.path, places.bootstraps + "/nodejs.cjs"],
                    interpreter: interpreter, interpreterName: "node",
                    description: "nodejs:\(major).v\(interpreter.version)", places: places))
        case .python(let minor):
            guard let interpreter = context.survey.interpreter(for: runtime) else { break }
            return .success(
                EntryPoint(
                    command: [interpreter.path, "-B", "-u", places.bootstraps + "/python.py"],
                    interpreter: interpreter, interpreterName: "python3",
                    description: "python:3.\(minor).v\(interpreter.version)", places: places))
        case .unknown: break
        }
        return .failure(Fault(message: "no interpreter for \(function.runtime)"))
    }

    private static func bootstrap(_ lease: CodeCache.Lease, _ places: SandboxPlan.Places) -> Result<String, Fault> {
        for (host, place) in [(lease.code, places.code), (lease.layers ?? "", places.layers)] where !host.isEmpty {
            var status = stat()
            guard stat(host + "/bootstrap", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            let path = place + "/bootstrap"
            guard status.st_mode & 0o111 != 0 else {
                return .failure(Fault(message: "fork/exec \(path): permission denied"))
            }
            let head = Descriptors.contents(of: host + "/bootstrap", limit: 4) ?? []
            guard
                head.starts(with: Array("#!".utf8)) || head.starts(with: [0x7f] + Array("ELF".utf8))
                    || !Self.isLinux
            else { return .failure(Fault(message: "fork/exec \(path): exec format error")) }
            return .success(path)
        }
        return .failure(Fault(message: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"))
    }

    #if os(Linux)
        private static let isLinux = true
    #else
        private static let isLinux = false
    #endif
}
