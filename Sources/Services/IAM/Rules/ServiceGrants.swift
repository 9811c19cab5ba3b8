import Wire

/// Whether a policy lets anything be done in a service.
enum ServiceGrants {
    /// Whether an Allow statement covers some action of a service such as `s3`, whatever its conditions and resources.
    static func allows(_ service: String, in document: String) -> Bool {
        guard let policy = try? Document(json: Array(document.utf8)), let statements = policy["Statement"] else {
            return false
        }
        let all = statements.elements.isEmpty ? [statements] : statements.elements
        return all.contains { statement in
            guard statement["Effect"]?.text == "Allow" else { return false }
            if let actions = statement["Action"] { return texts(actions).contains { covers($0, service) } }
            // Whatever is left over: only leaving the whole service out grants nothing in it.
            guard let exceptions = statement["NotAction"] else { return false }
            return !texts(exceptions).contains { isWhole($0, service) }
        }
    }

    private static func texts(_ element: Document) -> [String] {
        element.text.map { [$0] } ?? element.elements.compactMap(\.text)
    }

    private static func covers(_ action: String, _ service: String) -> Bool {
        action == "*" || action.prefix { $0 != ":" }.lowercased() == service.lowercased()
    }

    private static func isWhole(_ action: String, _ service: String) -> Bool {
        action == "*" || action.lowercased() == "\(service.lowercased()):*"
    }
}
