/// Reads structures straight from JSON.
///
/// What AWS says of a value of the wrong kind goes into `WireFault.unexpected`.
package final class JSONReader: ShapeReader {
    private var scanner: JSONScanner
    private var trail: ShapeTrail
    /// For each frame of the trail, whether nothing of it was read yet.
    private var isFresh: [Bool] = []

    /// Stands at the beginning of a text, of which the outermost value may itself be a member at a path.
    package init(_ bytes: [UInt8], root: String = "", reference: ShapeReference? = nil) throws {
        self.scanner = try JSONScanner(bytes)
        self.trail = ShapeTrail(root: root, reference: reference, notesMissing: true)
    }

    package var missing: [String] { trail.missing }

    /// Refuses anything after the outermost value.
    package func finish() throws {
        try scanner.finish()
    }

    package func beginStructure(_ schema: StructureSchema) throws {
        guard scanner.take(0x7B) else { throw mismatch("Structure") }
        try trail.enter(schema)
        isFresh.append(true)
    }

    package func nextMember() throws -> Int? {
        guard let schema = trail.frames.last?.schema else { return nil }
        let hint = (trail.frames.last?.position ?? -1) + 1
        while try hasNext(closing: 0x7D) {
            let token = try scanner.stringToken()
            try scanner.expect(0x3A)
            guard let index = try member(token, in: schema, hint: hint), scanner.peek() != 0x6E else {
                try scanner.skipValue(depth: trail.frames.count)
                continue
            }
            trail.stand(atMember: index)
            return index
        }
        trail.leave()
        return nil
    }

    /// Whether something follows in the current object or array, past its comma; else takes its end.
    private func hasNext(closing: UInt8) throws -> Bool {
        let last = isFresh.count - 1
        if scanner.take(closing) {
            isFresh.removeLast()
            return false
        }
        if !isFresh[last] { try scanner.expect(0x2C) }
        isFresh[last] = false
        return true
    }

    /// Members mostly come in the model's order, so the search begins at the one after the last.
    private func member(_ token: JSONScanner.StringToken, in schema: StructureSchema, hint: Int) throws -> Int? {
        let count = schema.members.count
        if token.isEscaped {
            let name = Array(try scanner.text(of: token).utf8)
            return schema.members.firstIndex { $0.wireBytes == name && $0.location == .body }
        }
        for offset in 0..<count {
            let index = hint + offset < count ? hint + offset : hint + offset - count
            let member = schema.members[index]
            if member.location == .body, scanner.matches(token.range, member.wireBytes) { return index }
        }
        return nil
    }

    package func beginList() throws {
        guard scanner.take(0x5B) else { throw mismatch("List") }
        try trail.enterContainer()
        isFresh.append(true)
    }

    package func nextElement() throws -> Bool {
        guard try hasNext(closing: 0x5D) else {
            trail.leave()
            return false
        }
        trail.standAtNextElement()
        return true
    }

    package func beginMap() throws {
        guard scanner.take(0x7B) else { throw mismatch("Map") }
        try trail.enterContainer()
        isFresh.append(true)
    }

    package func nextKey() throws -> String? {
        guard try hasNext(closing: 0x7D) else {
            trail.leave()
            return nil
        }
        let key = try scanner.string()
        try scanner.expect(0x3A)
        trail.standAtNextElement(key: key)
        return key
    }

    package func skipNull() throws -> Bool {
        guard scanner.peek() == 0x6E else { return false }
        try scanner.literal("null")
        return true
    }

    package func string() throws -> String {
        guard scanner.peek() == 0x22 else { throw mismatch("String") }
        return try scanner.string()
    }

    package func boolean() throws -> Bool {
        switch scanner.peek() {
        case 0x74:
            try scanner.literal("true")
            return true
        case 0x66:
            try scanner.literal("false")
            return false
        default: throw mismatch("Boolean")
        }
    }

    package func integer() throws -> Int {
        guard isAtNumber else { throw mismatch("Integer") }
        let range = try scanner.number()
        guard let value = JSONNumber.integer(scanner.bytes[range]) else {
            throw WireFault.unexpected("NUMBER_VALUE can not be converted to an Integer")
        }
        return value
    }

    package func double() throws -> Double {
        if scanner.peek() == 0x22 {
            guard let value = JSONNumber.special(try scanner.string()) else { throw mismatch("Double") }
            return value
        }
        guard isAtNumber else { throw mismatch("Double") }
        return JSONNumber.double(scanner.bytes[try scanner.number()])
    }

    package func blob() throws -> [UInt8] {
        guard scanner.peek() == 0x22 else { throw mismatch("Blob") }
        guard let bytes = Base64.decode(try scanner.string().utf8) else {
            throw WireFault.unexpected("STRING_VALUE can not be converted to a Blob")
        }
        return bytes
    }

    package func timestamp() throws -> Timestamp {
        let value: Timestamp?
        if scanner.peek() == 0x22 {
            value = Timestamp(text: try scanner.string())
        } else if isAtNumber {
            value = Timestamp(fractionalSeconds: JSONNumber.double(scanner.bytes[try scanner.number()]))
        } else {
            throw mismatch("Timestamp")
        }
        guard let value else { throw WireFault.unexpected("STRING_VALUE can not be converted to a Timestamp") }
        return value
    }

    package func document() throws -> Document {
        try scanner.document(depth: trail.frames.count)
    }

    private var isAtNumber: Bool {
        scanner.peek().map { ASCII.isDigit($0) || $0 == 0x2D } ?? false
    }

    /// What AWS's parsers say when a value is of another kind than the model's.
    private func mismatch(_ expected: String) -> WireFault {
        switch scanner.peek() {
        case 0x7B: .unexpected("Start of structure or map found where not expected.")
        case 0x5B: .unexpected("Start of list found where not expected")
        case 0x22: .unexpected("STRING_VALUE can not be converted to \(Self.article(expected))")
        case 0x74: .unexpected("TRUE_VALUE can not be converted to \(Self.article(expected))")
        case 0x66: .unexpected("FALSE_VALUE can not be converted to \(Self.article(expected))")
        case 0x6E: .unexpected("NULL_VALUE can not be converted to \(Self.article(expected))")
        case .some where isAtNumber: .unexpected("NUMBER_VALUE can not be converted to \(Self.article(expected))")
        default: scanner.unexpectedToken()
        }
    }

    private static func article(_ noun: String) -> String {
        (noun == "Integer" ? "an " : "a ") + noun
    }
}
