internal import Foundation
internal import Yams

/// What a person says about a function: in `martlet.yaml` beside its code, or by flags.
package struct FunctionSettings: Hashable, Sendable {
    package var name: String?
    package var runtime: String?
    package var handler: String?
    /// A role's name or ARN.
    package var role: String?
    /// Megabytes.
    package var memory: Int?
    /// Seconds.
    package var timeout: Int?
    /// All variables; `nil` leaves those that there are.
    package var environment: [String: String]?

    /// The name of the file.
    package static let fileName = "martlet.yaml"

    package init() {}

    /// Reads a folder's file; without one nothing is said. Refuses keys that mean nothing.
    package init(folder: String) throws(StartFault) {
        let path = folder + "/" + Self.fileName
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8), let node = try? Yams.compose(yaml: text),
            let mapping = node.mapping
        else { throw StartFault("'\(path)' must be a YAML mapping") }
        for (key, value) in mapping {
            switch key.string {
            case "name": name = try Self.text(value, "name", path)
            case "runtime": runtime = try Self.text(value, "runtime", path)
            case "handler": handler = try Self.text(value, "handler", path)
            case "role": role = try Self.text(value, "role", path)
            case "memory": memory = try Self.number(value, "memory", path)
            case "timeout": timeout = try Self.number(value, "timeout", path)
            case "environment": environment = try Self.variables(value, path)
            default:
                throw StartFault(
                    "'\(path)' holds unknown key '\(key.string ?? "")'; known are: environment, handler, memory, name, "
                        + "role, runtime, timeout")
            }
        }
    }

    /// These settings, with what `others` say going before.
    package func overridden(by others: FunctionSettings) -> FunctionSettings {
        var merged = self
        merged.name = others.name ?? name
        merged.runtime = others.runtime ?? runtime
        merged.handler = others.handler ?? handler
        merged.role = others.role ?? role
        merged.memory = others.memory ?? memory
        merged.timeout = others.timeout ?? timeout
        if let variables = others.environment { merged.environment = (environment ?? [:]).merging(variables) { $1 } }
        return merged
    }

    /// Reads `K=V` flags; refuses one without a name.
    package static func variables(from flags: [String]) throws(StartFault) -> [String: String]? {
        guard !flags.isEmpty else { return nil }
        var variables: [String: String] = [:]
        for flag in flags {
            guard let equals = flag.firstIndex(of: "="), equals > flag.startIndex else {
                throw StartFault("--environment takes NAME=VALUE, not '\(flag)'")
            }
            variables[String(flag[..<equals])] = String(flag[flag.index(after: equals)...])
        }
        return variables
    }

    private static func text(_ node: Node, _ key: String, _ path: String) throws(StartFault) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw StartFault("'\(key)' in '\(path)' must be a text")
        }
        return text
    }

    private static func number(_ node: Node, _ key: String, _ path: String) throws(StartFault) -> Int {
        guard let number = node.scalar.flatMap({ Int($0.string) }) else {
            throw StartFault("'\(key)' in '\(path)' must be a whole number")
        }
        return number
    }

    private static func variables(_ node: Node, _ path: String) throws(StartFault) -> [String: String] {
        guard let mapping = node.mapping else { throw StartFault("'environment' in '\(path)' must be a mapping") }
        var variables: [String: String] = [:]
        for (key, value) in mapping {
            guard let name = key.string, let text = value.scalar?.string else {
                throw StartFault("'environment' in '\(path)' must map names to texts")
            }
            variables[name] = text
        }
        return variables
    }
}
