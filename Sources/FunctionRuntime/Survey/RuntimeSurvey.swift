/// What functions can be run with on this machine, and how they are confined.
package struct RuntimeSurvey: Sendable {
    /// An interpreter that was found and answers.
    struct Interpreter: Hashable, Sendable {
        /// Where the program itself lies.
        var path: String
        /// Such as `20.11.1`.
        var version: String
        /// Folders that it needs and that are not part of the system.
        var mounts: [String]

        func component(_ index: Int) -> Int? {
            let parts = version.split(separator: ".")
            return index < parts.count ? Int(parts[index]) : nil
        }
    }

    var nodes: [Interpreter]
    var pythons: [Interpreter]
    var confinement: Confinement
    /// Why functions cannot be confined, where they cannot.
    var sandboxObstacle: String?
    var policy: FunctionSandbox
    /// Whether memory and numbers of processes are bounded by the kernel's control groups.
    var hasControlGroups: Bool

    /// What stands in the way of a runtime, for people.
    package func obstacle(to runtime: String) -> String? {
        if let sandboxObstacle { return sandboxObstacle }
        switch RuntimeName(runtime) {
        case .node:
            return nodes.isEmpty ? "The runtime \(runtime) needs Node.js, and no node was found in PATH." : nil
        case .python:
            return pythons.isEmpty ? "The runtime \(runtime) needs Python 3, and no python3 was found in PATH." : nil
        case .provided:
            return nil
        case .unknown:
            return "The runtime \(runtime) is not supported here. Supported are nodejs, python and provided."
        }
    }

    /// The interpreter behind a name: the version asked for, else the nearest above, else the newest.
    func interpreter(for runtime: RuntimeName) -> Interpreter? {
        switch runtime {
        case .node(let major): Self.nearest(nodes, to: major, at: 0)
        case .python(let minor): Self.nearest(pythons, to: minor, at: 1)
        case .provided, .unknown: nil
        }
    }

    /// What was found, line by line, for an operator.
    package var lines: [String] {
        var lines: [String] = []
        lines += nodes.map { "nodejs: \($0.version) at \($0.path)" }
        if nodes.isEmpty { lines.append("nodejs: none in PATH; functions of nodejs runtimes are refused") }
        lines += pythons.map { "python: \($0.version) at \($0.path)" }
        if pythons.isEmpty { lines.append("python: none in PATH; functions of python runtimes are refused") }
        for runtime in ["nodejs18.x", "nodejs20.x", "nodejs22.x", "nodejs24.x"] + (9...14).map({ "python3.\($0)" }) {
            guard let found = interpreter(for: RuntimeName(runtime)) else { continue }
            lines.append("\(runtime) runs on \(found.version)")
        }
        lines.append("provided.al2023: runs what the function brings, on this machine's system libraries")
        lines.append("sandbox: \(sandboxText)")
        lines.append("limits: \(limitsText)")
        return lines
    }

    private var sandboxText: String {
        if let sandboxObstacle { return sandboxObstacle }
        return switch confinement {
        case .ownUser: "bubblewrap, with a user of its own for each environment"
        case .userNamespace: "bubblewrap, in a user namespace"
        case .none: "off: functions run with the server's own rights"
        }
    }

    private var limitsText: String {
        hasControlGroups
            ? "control groups bound memory and processes"
            : "no control groups can be made; memory is watched and what exceeds it is killed"
    }

    private static func nearest(_ found: [Interpreter], to wanted: Int, at index: Int) -> Interpreter? {
        let versions = found.compactMap { interpreter in interpreter.component(index).map { ($0, interpreter) } }
        // Where two have the same version, the one found first goes before.
        func first(_ candidates: [(Int, Interpreter)], by areOrdered: (Int, Int) -> Bool) -> Interpreter? {
            candidates.reduce(nil as (Int, Interpreter)?) { best, next in
                guard let best else { return next }
                return areOrdered(next.0, best.0) ? next : best
            }?.1
        }
        return first(versions.filter { $0.0 >= wanted }, by: <) ?? first(versions, by: >)
    }
}
