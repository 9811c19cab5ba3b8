/// One `${…}` at the head of a text.
struct VariableReference {
    /// What stands between the braces.
    enum Content {
        /// `${*}`, `${?}` and `${$}`: the character itself.
        case character(String)
        case variable(Pattern.Variable)
    }

    var content: Content
    /// The index behind the closing brace.
    var end: Substring.Index

    /// Fails where the text does not start with a well-formed reference; it is literal text then.
    init?(prefixOf text: Substring) {
        guard text.hasPrefix("${") else { return nil }
        let inside = text.dropFirst(2)
        guard let close = Self.closingBrace(of: inside) else { return nil }
        let body = inside[..<close]
        end = text.unicodeScalars.index(after: close)
        if ["*", "?", "$"].contains(body) {
            content = .character(String(body))
            return
        }
        let comma = body.firstIndex(of: ",") ?? body.endIndex
        let name = String(Self.trimmed(body[..<comma]))
        guard !name.isEmpty else { return nil }
        var variable = Pattern.Variable(key: name.lowercased(), spelling: name, fallback: nil)
        if comma < body.endIndex {
            let quoted = Self.trimmed(body[body.index(after: comma)...])
            guard quoted.count >= 2, quoted.first == "'", quoted.last == "'" else { return nil }
            variable.fallback = String(quoted.dropFirst().dropLast())
        }
        content = .variable(variable)
    }

    /// The first brace that is not inside the quotes of a default value.
    private static func closingBrace(of text: Substring) -> Substring.Index? {
        var quoted = false
        for index in text.unicodeScalars.indices {
            if text.unicodeScalars[index] == "'" { quoted.toggle() }
            if text.unicodeScalars[index] == "}", !quoted { return index }
        }
        return text.unicodeScalars.firstIndex(of: "}")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
