/// Writes structures to XML.
package final class XMLWriter: ShapeWriter {
    package private(set) var bytes: [UInt8] = []
    private var trail: ShapeTrail
    private var frames: [Frame] = []
    private let rootName: String
    private let rootNamespace: XMLNamespace?
    /// Whether a flattened list's elements are named by the list's element rather than by its member: AWS's answers
    /// are read so, while requests are written the other way.
    private let namesElements: Bool

    /// One structure, list or map whose end tag is to come.
    private struct Frame {
        /// Empty for a flattened list or map, which has no element of its own.
        var name: String
        /// What its elements or entries are called.
        var childName = ""
        /// Where attributes go: before the end of the start tag.
        var attributePosition = 0
        /// Whether an entry of a map is open.
        var hasEntry = false
    }

    package init(
        root: String,
        namespace: XMLNamespace? = nil,
        reference: ShapeReference? = nil,
        namesElements: Bool = false
    ) {
        self.rootName = root
        self.rootNamespace = namespace
        self.trail = ShapeTrail(reference: reference)
        self.namesElements = namesElements
    }

    package func beginStructure(_ schema: StructureSchema) throws {
        let isRoot = frames.isEmpty
        let name = currentName
        let namespace = isRoot ? rootNamespace : trail.reference?.namespace ?? schema.namespace
        try trail.enter(schema)
        open(name, namespace)
        bytes.removeLast()
        let position = bytes.count
        bytes.append(0x3E)
        frames.append(Frame(name: name, attributePosition: position))
    }

    /// The element name of the value that comes next.
    private var currentName: String {
        guard let frame = trail.frames.last, let own = frames.last else { return rootName }
        guard let schema = frame.schema else {
            guard frame.container?.shape.kind == .map else { return own.childName }
            return frame.container?.shape.element?.locationName ?? "value"
        }
        let reference = schema.members[frame.position].reference
        if namesElements, let name = reference.flattenedName { return name }
        return reference.locationName ?? schema.members[frame.position].name
    }

    private func open(_ name: String, _ namespace: XMLNamespace?) {
        bytes.append(0x3C)
        bytes.append(contentsOf: name.utf8)
        if let namespace {
            bytes.append(contentsOf: (namespace.prefix.isEmpty ? " xmlns=\"" : " xmlns:\(namespace.prefix)=\"").utf8)
            XMLText.appendAttribute(namespace.uri, to: &bytes)
            bytes.append(0x22)
        }
        bytes.append(0x3E)
    }

    private func close(_ name: String) {
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: name.utf8)
        bytes.append(0x3E)
    }

    package func member(_ index: Int) throws {
        trail.stand(atMember: index)
    }

    package func endStructure() throws {
        trail.leave()
        guard let frame = frames.popLast() else { return }
        close(frame.name)
    }

    package func beginList(count: Int) throws {
        let name = currentName
        let reference = trail.reference
        try trail.enterContainer()
        if reference?.isFlattened == true {
            frames.append(Frame(name: "", childName: name))
        } else {
            open(name, reference?.namespace)
            frames.append(Frame(name: name, childName: reference?.shape.element?.locationName ?? "member"))
        }
    }

    package func element() throws {
        trail.standAtNextElement()
    }

    package func endList() throws {
        trail.leave()
        guard let frame = frames.popLast(), !frame.name.isEmpty else { return }
        close(frame.name)
    }

    package func beginMap(count: Int) throws {
        let name = currentName
        let reference = trail.reference
        try trail.enterContainer()
        if reference?.isFlattened == true {
            frames.append(Frame(name: "", childName: name))
        } else {
            open(name, reference?.namespace)
            frames.append(Frame(name: name, childName: "entry"))
        }
    }

    package func key(_ key: String) throws {
        endEntry()
        let container = trail.frames.last?.container
        trail.standAtNextElement(key: key)
        let last = frames.count - 1
        open(frames[last].childName, container?.isFlattened == true ? container?.namespace : nil)
        frames[last].hasEntry = true
        let name = container?.shape.key?.locationName ?? "key"
        open(name, container?.shape.key?.namespace)
        XMLText.append(key, to: &bytes)
        close(name)
    }

    private func endEntry() {
        guard let frame = frames.last, frame.hasEntry else { return }
        close(frame.childName)
    }

    package func endMap() throws {
        endEntry()
        trail.leave()
        guard let frame = frames.popLast(), !frame.name.isEmpty else { return }
        close(frame.name)
    }

    /// XML has no null; a sparse value is left out.
    package func null() throws {}

    package func string(_ value: String) throws {
        if trail.reference?.isAttribute == true { return attribute(value) }
        let name = currentName
        open(name, trail.reference?.namespace)
        XMLText.append(value, to: &bytes)
        close(name)
    }

    private func attribute(_ value: String) {
        guard let position = frames.last?.attributePosition, let frame = trail.frames.last, let schema = frame.schema
        else { return }
        var text = Array(" \(schema.members[frame.position].wireName)=\"".utf8)
        XMLText.appendAttribute(value, to: &text)
        text.append(0x22)
        bytes.insert(contentsOf: text, at: position)
        frames[frames.count - 1].attributePosition += text.count
    }

    package func boolean(_ value: Bool) throws { try string(value ? "true" : "false") }

    package func integer(_ value: Int) throws { try string(String(value)) }

    package func double(_ value: Double) throws { try string(TextValue.text(value)) }

    package func blob(_ value: [UInt8]) throws { try string(String(decoding: Base64.encode(value), as: UTF8.self)) }

    package func timestamp(_ value: Timestamp) throws {
        try string(value.text(trail.reference?.timestampFormat ?? .iso8601))
    }

    package func document(_ value: Document) throws {
        throw WireFault.unexpected("XML carries no documents")
    }
}
