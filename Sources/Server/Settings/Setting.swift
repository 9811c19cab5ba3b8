/// One thing that an operator may set: by flag, by environment variable or in the settings file.
package struct Setting<Value: Sendable>: Sendable {
    /// The flag without its dashes, and the key in the settings file, such as `log-level`.
    package let name: String
    /// What may stand there, for the refusal of anything else.
    package let allowed: String
    let parse: @Sendable (String) -> Value?

    package init(_ name: String, allowed: String, parse: @escaping @Sendable (String) -> Value?) {
        self.name = name
        self.allowed = allowed
        self.parse = parse
    }

    /// `MARTLET_LOG_LEVEL` for `log-level`.
    package var environmentVariable: String {
        "MARTLET_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }
}

/// Why the server does not start: a setting's name, where it was set, and what is allowed.
package struct SettingFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
