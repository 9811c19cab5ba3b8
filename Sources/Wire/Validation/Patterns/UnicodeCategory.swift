/// The categories that `\p{…}` names.
enum UnicodeCategory {
    private static let posix: Set<String> = [
        "all", "ASCII", "Alnum", "Alpha", "Blank", "Cntrl", "Digit", "Graph", "IsAlphabetic", "IsWhitespace", "Lower",
        "Print", "Punct", "Upper", "XDigit",
    ]

    static func isKnown(_ name: String) -> Bool {
        posix.contains(name) || name == "LD" || abbreviations.contains { $0.value.hasPrefix(name) }
    }

    static func contains(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
        if posix.contains(name) { return containsPOSIX(name, scalar) }
        guard let abbreviation = abbreviations[scalar.properties.generalCategory] else { return false }
        if name == "LD" { return abbreviation.hasPrefix("L") || abbreviation == "Nd" }
        return abbreviation.hasPrefix(name)
    }

    private static func containsPOSIX(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        let isDigit = (0x30...0x39).contains(value)
        let isUpper = (0x41...0x5A).contains(value)
        let isLower = (0x61...0x7A).contains(value)
        switch name {
        case "all": return true
        case "ASCII": return value < 0x80
        case "Alnum": return isDigit || isUpper || isLower
        case "Alpha": return isUpper || isLower
        case "Blank": return value == 0x20 || value == 0x09
        case "Cntrl": return value < 0x20 || value == 0x7F
        case "Digit": return isDigit
        case "Graph": return (0x21...0x7E).contains(value)
        case "IsAlphabetic": return scalar.properties.isAlphabetic
        case "IsWhitespace": return scalar.properties.isWhitespace
        case "Lower": return isLower
        case "Print": return (0x20...0x7E).contains(value)
        case "Punct": return (0x21...0x7E).contains(value) && !isDigit && !isUpper && !isLower
        case "Upper": return isUpper
        default: return isDigit || (0x41...0x46).contains(value) || (0x61...0x66).contains(value)
        }
    }

    private static let abbreviations: [Unicode.GeneralCategory: String] = [
        .uppercaseLetter: "Lu", .lowercaseLetter: "Ll", .titlecaseLetter: "Lt", .modifierLetter: "Lm",
        .otherLetter: "Lo", .nonspacingMark: "Mn", .spacingMark: "Mc", .enclosingMark: "Me", .decimalNumber: "Nd",
        .letterNumber: "Nl", .otherNumber: "No", .connectorPunctuation: "Pc", .dashPunctuation: "Pd",
        .openPunctuation: "Ps", .closePunctuation: "Pe", .initialPunctuation: "Pi", .finalPunctuation: "Pf",
        .otherPunctuation: "Po", .mathSymbol: "Sm", .currencySymbol: "Sc", .modifierSymbol: "Sk", .otherSymbol: "So",
        .spaceSeparator: "Zs", .lineSeparator: "Zl", .paragraphSeparator: "Zp", .control: "Cc", .format: "Cf",
        .surrogate: "Cs", .privateUse: "Co", .unassigned: "Cn",
    ]
}
