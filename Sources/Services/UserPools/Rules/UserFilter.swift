import Wire

/// The language of `ListUsers`: one attribute, `=` or `^=`, and a value in quotation marks.
///
/// Source: the API reference of ListUsers; AWS also takes the attribute's name in quotation marks.
struct UserFilter: Hashable, Sendable {
    /// How the value is compared.
    enum Match: Hashable, Sendable {
        case equal
        case beginning
    }

    static let attributes: Set<String> = [
        "username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username",
        "cognito:user_status", "status", "sub",
    ]

    let attribute: String
    let match: Match
    let value: String

    /// `nil` for an empty filter, which leaves out nobody.
    static func parse(_ text: String) throws -> UserFilter? {
        var rest = text[...].drop(while: \.isWhitespace)
        guard !rest.isEmpty else { return nil }
        let isQuoted = rest.first == "\""
        if isQuoted { rest = rest.dropFirst() }
        let attribute = rest.prefix { $0.isLetter || $0.isNumber || "_:-".contains($0) }
        rest = rest.dropFirst(attribute.count)
        if isQuoted {
            guard rest.first == "\"" else { throw malformed() }
            rest = rest.dropFirst()
        }
        rest = rest.drop(while: \.isWhitespace)
        let match: Match = rest.hasPrefix("^=") ? .beginning : .equal
        guard !attribute.isEmpty, match == .beginning || rest.first == "=" else { throw malformed() }
        rest = rest.dropFirst(match == .beginning ? 2 : 1).drop(while: \.isWhitespace)
        let value = try value(of: rest)
        guard attributes.contains(String(attribute)) else {
            throw Refusal.invalid("Invalid search attribute: \(attribute)")
        }
        return UserFilter(attribute: String(attribute), match: match, value: value)
    }

    /// What stands between quotation marks; a backslash takes the next character as it is.
    private static func value(of text: Substring) throws -> String {
        guard text.first == "\"" else { throw malformed() }
        var value = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            switch character {
            case "\"":
                guard rest.allSatisfy(\.isWhitespace) else { throw malformed() }
                return value
            case "\\":
                guard let escaped = rest.popFirst() else { throw malformed() }
                value.append(escaped)
            default: value.append(character)
            }
        }
        throw malformed()
    }

    private static func malformed() -> ServiceError {
        Refusal.invalid("Error while parsing filter.")
    }
}
