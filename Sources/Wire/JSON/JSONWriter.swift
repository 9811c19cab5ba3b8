/// Writes structures straight to JSON, without spaces.
package final class JSONWriter: ShapeWriter {
    package private(set) var bytes: [UInt8] = []
    private var trail: ShapeTrail
    /// For each frame of the trail, whether a comma goes before what comes next.
    private var needsComma: [Bool] = []

    package init(reference: ShapeReference? = nil) {
        self.trail = ShapeTrail(reference: reference)
    }

    package func beginStructure(_ schema: StructureSchema) throws {
        try trail.enter(schema)
        open(0x7B)
    }

    package func member(_ index: Int) throws {
        trail.stand(atMember: index)
        separate()
        guard let member = trail.frames.last?.schema?.members[index] else { return }
        JSONText.append(member.wireName, to: &bytes)
        bytes.append(0x3A)
    }

    package func endStructure() throws {
        close(0x7D)
    }

    package func beginList(count: Int) throws {
        try trail.enterContainer()
        open(0x5B)
    }

    package func element() throws {
        trail.standAtNextElement()
        separate()
    }

    package func endList() throws {
        close(0x5D)
    }

    package func beginMap(count: Int) throws {
        try trail.enterContainer()
        open(0x7B)
    }

    package func key(_ key: String) throws {
        trail.standAtNextElement(key: key)
        separate()
        JSONText.append(key, to: &bytes)
        bytes.append(0x3A)
    }

    package func endMap() throws {
        close(0x7D)
    }

    private func open(_ byte: UInt8) {
        bytes.append(byte)
        needsComma.append(false)
    }

    private func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma.removeLast()
        trail.leave()
    }

    private func separate() {
        if needsComma[needsComma.count - 1] { bytes.append(0x2C) }
        needsComma[needsComma.count - 1] = true
    }

    package func null() throws {
        bytes.append(contentsOf: "null".utf8)
    }

    package func string(_ value: String) throws {
        JSONText.append(value, to: &bytes)
    }

    package func boolean(_ value: Bool) throws {
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    package func integer(_ value: Int) throws {
        bytes.append(contentsOf: String(value).utf8)
    }

    package func double(_ value: Double) throws {
        JSONText.append(value, to: &bytes)
    }

    package func blob(_ value: [UInt8]) throws {
        bytes.append(0x22)
        bytes.append(contentsOf: Base64.encode(value))
        bytes.append(0x22)
    }

    /// Seconds since 1970 as a number, unless the model states another format.
    package func timestamp(_ value: Timestamp) throws {
        let format = trail.reference?.timestampFormat ?? .unixTimestamp
        if format == .unixTimestamp {
            bytes.append(contentsOf: value.text(format).utf8)
        } else {
            JSONText.append(value.text(format), to: &bytes)
        }
    }

    package func document(_ value: Document) throws {
        JSONText.append(value, to: &bytes)
    }
}
