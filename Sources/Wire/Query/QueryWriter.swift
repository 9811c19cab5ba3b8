/// Writes structures as form fields with dotted names.
package final class QueryWriter: ShapeWriter {
    package private(set) var bytes: [UInt8]
    private var trail = ShapeTrail()
    /// The dotted name of each structure, list or map that is open, and whether it is a map.
    private var prefixes: [String] = []

    /// Begins with the fields that name the operation.
    package init(action: String, version: String) {
        self.bytes = Array("Action=\(action)&Version=\(version)".utf8)
    }

    private func append(_ name: String, _ value: String) {
        bytes.append(0x26)
        bytes.append(contentsOf: PercentCoding.encode(name).utf8)
        bytes.append(0x3D)
        bytes.append(contentsOf: PercentCoding.encode(value).utf8)
    }

    /// The dotted name of the value that comes next.
    private var name: String {
        guard let frame = trail.frames.last, let prefix = prefixes.last else { return "" }
        if let schema = frame.schema {
            let step = schema.members[frame.position].wireName
            return prefix.isEmpty ? step : "\(prefix).\(step)"
        }
        let number = "\(prefix).\(frame.position + 1)"
        guard frame.container?.shape.kind == .map else { return number }
        return "\(number).\(frame.container?.shape.element?.locationName ?? "value")"
    }

    package func beginStructure(_ schema: StructureSchema) throws {
        prefixes.append(name)
        try trail.enter(schema)
    }

    package func member(_ index: Int) throws {
        trail.stand(atMember: index)
    }

    package func endStructure() throws { leave() }

    private func leave() {
        prefixes.removeLast()
        trail.leave()
    }

    /// An empty list is a field with an empty value; a flattened list without a name of its own takes that of its elements.
    package func beginList(count: Int) throws {
        let reference = trail.reference
        let name = name
        if count == 0 { append(name, "") }
        let element = reference?.shape.element?.locationName
        if reference?.isFlattened == true {
            let parent = prefixes.last ?? ""
            let borrowed = reference?.locationName == nil ? element : nil
            prefixes.append(borrowed.map { parent.isEmpty ? $0 : "\(parent).\($0)" } ?? name)
        } else {
            prefixes.append("\(name).\(element ?? "member")")
        }
        try trail.enterContainer()
    }

    package func element() throws {
        trail.standAtNextElement()
    }

    package func endList() throws { leave() }

    package func beginMap(count: Int) throws {
        prefixes.append(trail.reference?.isFlattened == true ? name : "\(name).entry")
        try trail.enterContainer()
    }

    package func key(_ key: String) throws {
        trail.standAtNextElement(key: key)
        guard let frame = trail.frames.last, let prefix = prefixes.last else { return }
        append("\(prefix).\(frame.position + 1).\(frame.container?.shape.key?.locationName ?? "key")", key)
    }

    package func endMap() throws { leave() }

    /// Forms have no null; a sparse value is left out.
    package func null() throws {}

    package func string(_ value: String) throws { append(name, value) }

    package func boolean(_ value: Bool) throws { append(name, value ? "true" : "false") }

    package func integer(_ value: Int) throws { append(name, String(value)) }

    package func double(_ value: Double) throws { append(name, TextValue.text(value)) }

    package func blob(_ value: [UInt8]) throws { append(name, String(decoding: Base64.encode(value), as: UTF8.self)) }

    package func timestamp(_ value: Timestamp) throws {
        append(name, value.text(trail.reference?.timestampFormat ?? .iso8601))
    }

    package func document(_ value: Document) throws {
        throw WireFault.unexpected("Forms carry no documents")
    }
}
