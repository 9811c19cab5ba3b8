import LogsModel

/// Which groups a listing shows, by name and by tag.
enum GroupFilter {
    /// Whether a name has one of up to five parts, anywhere or, behind `^`, at its start: `^/aws/lambda|discovery`.
    static func name(_ name: String, matches pattern: String) -> Bool {
        pattern.split(separator: "|", omittingEmptySubsequences: false).contains { part in
            part.hasPrefix("^") ? name.hasPrefix(part.dropFirst()) : contains(name, part)
        }
    }

    /// Whether a name has a text in it, case and all.
    static func contains(_ name: String, _ part: some StringProtocol) -> Bool {
        var name = name
        let search = TextSearch(Array(part.utf8))
        return name.withUTF8 { search.isFound(in: $0) }
    }

    /// Whether tags satisfy every filter: its key is there, with any value or with one of those listed.
    ///
    /// Source: TagFilter in the API reference: `!` negates, `*` stands for anything and ignores case.
    static func tags(_ tags: [String: String], satisfy filters: [TagFilter]) -> Bool {
        filters.allSatisfy { filter in
            guard let value = tags[filter.key] else { return false }
            guard let wanted = filter.values, !wanted.isEmpty else { return true }
            return wanted.contains { Self.value(value, satisfies: $0) }
        }
    }

    private static func value(_ value: String, satisfies wanted: String) -> Bool {
        if wanted.hasPrefix("!") { return !matches(value, String(wanted.dropFirst())) }
        return matches(value, wanted)
    }

    private static func matches(_ value: String, _ wanted: String) -> Bool {
        guard wanted.hasPrefix("*") || wanted.hasSuffix("*") else { return value == wanted }
        var folded = value.lowercased()
        let text = PatternText(Array(wanted.lowercased().utf8))
        return folded.withUTF8 { text.matches($0) }
    }
}
