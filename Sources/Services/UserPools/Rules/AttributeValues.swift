import Wire

/// Which values attributes of each type take.
enum AttributeValues {
    /// Refuses a value that its attribute's type, lengths or bounds do not allow.
    static func check(_ value: String, as schema: SchemaAttribute) throws {
        switch schema.name {
        case "email":
            guard isMail(value) else { throw Refusal.invalid("Invalid email address format.") }
        case "phone_number":
            guard isPhone(value) else { throw Refusal.invalid("Invalid phone number format.") }
        default: break
        }
        switch schema.type {
        case "Number": try checkNumber(value, as: schema)
        case "Boolean":
            guard ["true", "false"].contains(value.lowercased()) else {
                throw AttributeRules.nonconforming("\(schema.name): Not a boolean value")
            }
        case "DateTime":
            guard isMoment(value) else { throw AttributeRules.nonconforming("\(schema.name): Not a date and time") }
        default: try checkLength(value, as: schema)
        }
    }

    /// Whether a text has the form of a mail address: one `@`, a name before it, a domain with a dot behind it.
    static func isMail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 2048 else { return false }
        let forbidden: Set<Character> = ["<", ">", "(", ")", "[", "]", ",", ";", ":", "\\", "\""]
        guard !text.contains(where: { $0.isWhitespace || $0.isNewline || forbidden.contains($0) }) else { return false }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty && $0.first != "-" && $0.last != "-" }
    }

    /// Whether a text is a phone number in the form E.164: `+`, then up to 15 digits of which the first is not 0.
    static func isPhone(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (3...16).contains(bytes.count), bytes[0] == UInt8(ascii: "+"), bytes[1] != UInt8(ascii: "0") else {
            return false
        }
        return bytes.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func checkLength(_ value: String, as schema: SchemaAttribute) throws {
        let length = value.unicodeScalars.count
        if let least = schema.minLength.flatMap(Int.init), length < least {
            throw AttributeRules.nonconforming("\(schema.name): String must be at least \(least) characters long")
        }
        let most = schema.maxLength.flatMap(Int.init) ?? 2048
        guard length <= most else {
            throw AttributeRules.nonconforming("\(schema.name): String must be no longer than \(most) characters")
        }
    }

    private static func checkNumber(_ value: String, as schema: SchemaAttribute) throws {
        guard let number = Double(value), number.isFinite, !value.lowercased().contains("x") else {
            throw AttributeRules.nonconforming("\(schema.name): Not a number")
        }
        if let least = schema.minValue.flatMap(Double.init), number < least {
            throw AttributeRules.nonconforming("\(schema.name): Number must be at least \(schema.minValue ?? "")")
        }
        if let most = schema.maxValue.flatMap(Double.init), number > most {
            throw AttributeRules.nonconforming("\(schema.name): Number must be at most \(schema.maxValue ?? "")")
        }
    }

    /// Seconds since 1970, or a date with or without a time as ISO 8601 writes it.
    private static func isMoment(_ text: String) -> Bool {
        if let number = Double(text), number.isFinite { return true }
        let shape = text.utf8.prefix(10).map {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) ? "9" : Character(Unicode.Scalar($0))
        }
        guard String(shape) == "9999-99-99" else { return false }
        return text.utf8.count == 10 || Array(text.utf8)[10] == UInt8(ascii: "T")
    }
}
