/// How AWS's names become Swift's.
enum SwiftNames {
    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import",
        "in",
        "init", "inout", "internal", "is", "let", "nil", "operator", "package", "private", "protocol", "public",
        "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws",
        "true", "try", "typealias", "var", "where", "while",
    ]

    /// Names of shapes that would hide a type which generated code needs.
    private static let takenTypes: Set<String> = [
        "Array", "ARN", "Any", "Bool", "Character", "Dictionary", "Document", "Double", "EmptyStructure", "Error",
        "EventSchema", "EventShape", "EventStream", "Indirect", "Int", "Optional", "Pattern", "Protocol", "Result",
        "Self", "Sendable", "Set", "String",
        "Timestamp", "Type",
    ]

    /// A shape's name as that of a type.
    static func type(_ name: String) -> String {
        let capital = name.prefix(1).uppercased() + name.dropFirst()
        return takenTypes.contains(capital) ? capital + "Shape" : capital
    }

    /// A member's name as that of a property: `SAMLProviderArn` becomes `samlProviderArn`.
    static func property(_ name: String) -> String {
        quoted(lowerCamel(name))
    }

    static func lowerCamel(_ name: String) -> String {
        let capitals = name.prefix { $0.isUppercase || $0.isNumber }
        let rest = name.dropFirst(capitals.count)
        if capitals.isEmpty { return name }
        if rest.isEmpty || rest == "s" { return name.lowercased() }
        if capitals.count == 1 || !(rest.first?.isLowercase ?? false) {
            return capitals.lowercased() + rest
        }
        return capitals.dropLast().lowercased() + capitals.suffix(1) + rest
    }

    /// A value of an enumeration as the name of a constant: `us-east-1` becomes `usEast1`.
    static func constant(_ value: String) -> String {
        let words = value.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
        guard let first = words.first else { return "empty" }
        let isShouting = !words.contains { $0.contains(where: \.isLowercase) }
        let head = isShouting ? first.lowercased() : lowerCamel(first)
        let tail = words.dropFirst().map { word in
            word.prefix(1).uppercased() + (isShouting ? word.dropFirst().lowercased() : String(word.dropFirst()))
        }
        let name = ([head] + tail).joined()
        return name.first?.isNumber == true ? "_\(name)" : quoted(name)
    }

    /// An error's code as the name of its factory: `NoSuchEntityException` becomes `noSuchEntity`.
    static func error(_ code: String) -> String {
        let last = code.split(separator: ".").last.map(String.init) ?? code
        let plain = last.hasSuffix("Exception") && last != "Exception" ? String(last.dropLast(9)) : last
        return property(plain)
    }

    private static func quoted(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// A string literal.
    static func literal(_ text: String) -> String {
        let needsRaw = text.contains("\\") || text.contains("\"")
        guard needsRaw || text.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return "\"\(text)\"" }
        if !text.unicodeScalars.contains(where: { $0.value < 0x20 }) && !text.contains("\"#") {
            return "#\"\(text)\"#"
        }
        return "\"" + text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() + "\""
    }
}
