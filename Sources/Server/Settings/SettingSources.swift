internal import Foundation
internal import Yams

/// Where settings come from: flags go before environment variables, and these before the settings file.
package struct SettingSources: Sendable {
    /// One place that was asked, with the name under which it knows the setting.
    private struct Found {
        var text: String
        var place: String
    }

    private let flags: [String: String]
    private let environment: [String: String]
    private let file: [String: String]
    private let filePath: String?

    /// Reads the settings file when one is named; refuses one that cannot be read or holds an unknown key.
    package init(
        flags: [String: String],
        environment: [String: String],
        filePath: String?,
        known: Set<String>
    ) throws(SettingFault) {
        self.flags = flags
        self.environment = environment
        self.filePath = filePath
        file = try filePath.map { path throws(SettingFault) in try Self.read(path, known: known) } ?? [:]
    }

    /// The value of a setting, or `nil` where nobody set it.
    func value<Value>(of setting: Setting<Value>) throws(SettingFault) -> Value? {
        guard let found = find(setting) else { return nil }
        guard let value = setting.parse(found.text) else {
            throw SettingFault("setting '\(setting.name)' (\(found.place)) must be \(setting.allowed)")
        }
        return value
    }

    private func find<Value>(_ setting: Setting<Value>) -> Found? {
        if let text = flags[setting.name] { return Found(text: text, place: "flag --\(setting.name)") }
        if let text = environment[setting.environmentVariable] {
            return Found(text: text, place: "environment variable \(setting.environmentVariable)")
        }
        return file[setting.name].map { Found(text: $0, place: "file \(filePath ?? "")") }
    }

    private static func read(_ path: String, known: Set<String>) throws(SettingFault) -> [String: String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SettingFault("settings file '\(path)' cannot be read")
        }
        guard let node = try? Yams.compose(yaml: text) else {
            if text.allSatisfy(\.isWhitespace) { return [:] }
            throw SettingFault("settings file '\(path)' is not YAML")
        }
        guard let mapping = node.mapping else { throw SettingFault("settings file '\(path)' must be a YAML mapping") }
        var values: [String: String] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            guard known.contains(name) else {
                let names = known.sorted().joined(separator: ", ")
                throw SettingFault("settings file '\(path)' holds unknown setting '\(name)'; known are: \(names)")
            }
            let items = value.sequence?.compactMap(\.string)
            guard let scalar = value.scalar?.string ?? items?.joined(separator: ",") else {
                throw SettingFault("setting '\(name)' (file \(path)) must be a single value or a list")
            }
            values[name] = scalar
        }
        return values
    }
}
