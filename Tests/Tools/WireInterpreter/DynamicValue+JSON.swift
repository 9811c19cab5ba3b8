package import Wire

/// Dynamic values as JSON lines: what JSON cannot say is an object with one member that begins with `$`.
extension DynamicValue {
    package init(tagged json: Document) throws {
        switch json {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .double(let value): self = .double(value)
        case .string(let value): self = .string(value)
        case .array(let elements): self = .list(try elements.map { try DynamicValue(tagged: $0) })
        case .object(let members):
            if members.count == 1, let special = try Self.special(members[0]) {
                self = special
            } else {
                var values: [String: DynamicValue] = [:]
                for member in members { values[member.name] = try DynamicValue(tagged: member.value) }
                self = .map(values)
            }
        }
    }

    private static func special(_ member: Document.Member) throws -> DynamicValue? {
        switch member.name {
        case "$blob": return .blob(try Hexadecimal.bytes(member.value.text ?? ""))
        case "$time": return .timestamp(Timestamp(milliseconds: Int64(member.value.number ?? 0)))
        case "$float":
            switch member.value.text {
            case "NaN": return .double(.nan)
            case "Infinity": return .double(.infinity)
            default: return .double(-.infinity)
            }
        case "$document": return .document(member.value)
        default: return nil
        }
    }

    package var tagged: Document {
        func tag(_ name: String, _ value: Document) -> Document { .object([Document.Member(name, value)]) }
        switch self {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .integer(let value): return .integer(value)
        case .double(let value):
            if value.isNaN { return tag("$float", .string("NaN")) }
            if value.isInfinite { return tag("$float", .string(value < 0 ? "-Infinity" : "Infinity")) }
            return .double(value)
        case .string(let value): return .string(value)
        case .blob(let value): return tag("$blob", .string(Hexadecimal.text(value)))
        case .timestamp(let value): return tag("$time", .integer(Int(value.milliseconds)))
        case .document(let value): return tag("$document", value)
        // To be collected before.
        case .events: return .null
        case .list(let elements): return .array(elements.map(\.tagged))
        case .map(let entries):
            return .object(entries.sorted { $0.key < $1.key }.map { Document.Member($0.key, $0.value.tagged) })
        }
    }
}

/// Bytes as pairs of digits.
package enum Hexadecimal {
    package static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    package static func bytes(_ text: String) throws -> [UInt8] {
        let digits = Array(text)
        return try stride(from: 0, to: digits.count, by: 2).map { index in
            guard index + 1 < digits.count, let byte = UInt8(String(digits[index...(index + 1)]), radix: 16) else {
                throw WireFault.malformed("not hexadecimal: \(text)")
            }
            return byte
        }
    }
}
