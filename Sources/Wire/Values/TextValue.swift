/// Scalars as the XML, query, header and path formats spell them.
enum TextValue {
    static func boolean(_ text: String) throws -> Bool {
        switch ASCII.lowercased(ASCII.trimmed(text)) {
        case "true", "1": return true
        case "false", "0": return false
        default: throw fault("a Boolean")
        }
    }

    static func integer(_ text: String) throws -> Int {
        guard let value = Int(ASCII.trimmed(text)) else { throw fault("an Integer") }
        return value
    }

    static func double(_ text: String) throws -> Double {
        let text = ASCII.trimmed(text)
        if let special = JSONNumber.special(text) { return special }
        guard let first = text.utf8.first(where: { $0 != 0x2D && $0 != 0x2B }), ASCII.isDigit(first) || first == 0x2E,
            let value = Double(text)
        else { throw fault("a Double") }
        return value
    }

    static func blob(_ text: String) throws -> [UInt8] {
        guard let value = Base64.decode(text.utf8) else { throw fault("a Blob") }
        return value
    }

    static func timestamp(_ text: String) throws -> Timestamp {
        guard let value = Timestamp(text: text) else { throw fault("a Timestamp") }
        return value
    }

    static func text(_ value: Double) -> String {
        JSONNumber.special(value) ?? JSONNumber.text(value)
    }

    private static func fault(_ kind: String) -> WireFault {
        .unexpected("STRING_VALUE can not be converted to \(kind)")
    }
}
