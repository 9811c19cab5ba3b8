/// Reads structures from an XML document.
package final class XMLReader: ShapeReader {
    /// What a value is read from.
    private enum Cursor {
        case element(Int)
        /// The repeated elements of a flattened list or map.
        case elements([Int])
        case text(String)
    }

    /// What is still to come in one structure, list or map.
    private struct Frame {
        var pending: [(index: Int, key: String, cursor: Cursor)]
        var next = 0
    }

    private let tree: XMLTree
    private var trail: ShapeTrail
    private var frames: [Frame] = []
    private var cursor: Cursor

    /// Stands at the outermost element of a document, or at a descendant of it, named step by step.
    package init(_ bytes: [UInt8], at steps: [String] = [], root: String = "", reference: ShapeReference? = nil) throws
    {
        self.tree = try XMLParser.parse(bytes)
        self.trail = ShapeTrail(root: root, reference: reference, notesMissing: true)
        var element = tree.root
        for step in steps { element = tree.child(step, of: element) ?? element }
        self.cursor = .element(element)
    }

    package var missing: [String] { trail.missing }

    package func beginStructure(_ schema: StructureSchema) throws {
        guard let element = firstElement else { throw WireFault.unexpected("Unexpected text for \(schema.name)") }
        try trail.enter(schema)
        var found: [Int: [Int]] = [:]
        var hint = 0
        for child in tree.children(of: element) {
            guard let member = Self.member(tree.elements[child].name, in: schema, hint: hint) else { continue }
            found[member, default: []].append(child)
            hint = member + 1
        }
        var pending: [(index: Int, key: String, cursor: Cursor)] = []
        for (index, member) in schema.members.enumerated() where member.location == .body {
            if member.reference.isAttribute {
                let attribute = tree.elements[element].attributes.first { $0.name == member.wireName }
                if let attribute { pending.append((index, "", .text(attribute.value))) }
            } else if let elements = found[index] {
                pending.append((index, "", member.reference.isFlattened ? .elements(elements) : .element(elements[0])))
            }
        }
        frames.append(Frame(pending: pending))
    }

    /// Looks for a member by its element's name, beginning at the one after the last.
    private static func member(_ name: String, in schema: StructureSchema, hint: Int) -> Int? {
        let count = schema.members.count
        for offset in 0..<count {
            let index = hint + offset < count ? hint + offset : hint + offset - count
            let member = schema.members[index]
            guard member.location == .body, !member.reference.isAttribute else { continue }
            if member.wireName == name || member.reference.flattenedName == name { return index }
        }
        return nil
    }

    private var firstElement: Int? {
        switch cursor {
        case .element(let element): element
        case .elements(let elements): elements.first
        case .text: nil
        }
    }

    /// Moves to what comes next in the innermost frame, or leaves it.
    private func advance() -> (index: Int, key: String)? {
        guard let last = frames.indices.last else { return nil }
        guard frames[last].next < frames[last].pending.count else {
            frames.removeLast()
            trail.leave()
            return nil
        }
        let item = frames[last].pending[frames[last].next]
        frames[last].next += 1
        cursor = item.cursor
        return (item.index, item.key)
    }

    package func nextMember() throws -> Int? {
        guard let item = advance() else { return nil }
        trail.stand(atMember: item.index)
        return item.index
    }

    package func beginList() throws {
        let elements: [Int]
        switch cursor {
        case .elements(let repeated): elements = repeated
        case .element(let element): elements = tree.children(of: element)
        case .text: throw WireFault.unexpected("Unexpected text for a list")
        }
        try trail.enterContainer()
        frames.append(Frame(pending: elements.map { (0, "", .element($0)) }))
    }

    package func nextElement() throws -> Bool {
        guard advance() != nil else { return false }
        trail.standAtNextElement()
        return true
    }

    package func beginMap() throws {
        let entries: [Int]
        switch cursor {
        case .elements(let repeated): entries = repeated
        case .element(let element): entries = tree.children(of: element)
        case .text: throw WireFault.unexpected("Unexpected text for a map")
        }
        let map = trail.reference?.shape
        let keyName = map?.key?.locationName ?? "key"
        let valueName = map?.element?.locationName ?? "value"
        try trail.enterContainer()
        frames.append(
            Frame(
                pending: entries.compactMap { entry in
                    guard let key = tree.child(keyName, of: entry), let value = tree.child(valueName, of: entry) else {
                        return nil
                    }
                    let isFlattened = map?.element?.isFlattened ?? false
                    return (0, tree.elements[key].text, isFlattened ? .elements([value]) : .element(value))
                }
            )
        )
    }

    package func nextKey() throws -> String? {
        guard let item = advance() else { return nil }
        trail.standAtNextElement(key: item.key)
        return item.key
    }

    package func skipNull() throws -> Bool { false }

    package func string() throws -> String {
        switch cursor {
        case .text(let text): return text
        case .element, .elements:
            guard let element = firstElement, tree.elements[element].firstChild < 0 else {
                throw WireFault.unexpected("Unexpected element where text was expected")
            }
            return tree.elements[element].text
        }
    }

    package func boolean() throws -> Bool { try TextValue.boolean(try string()) }

    package func integer() throws -> Int { try TextValue.integer(try string()) }

    package func double() throws -> Double { try TextValue.double(try string()) }

    package func blob() throws -> [UInt8] { try TextValue.blob(try string()) }

    package func timestamp() throws -> Timestamp { try TextValue.timestamp(try string()) }

    package func document() throws -> Document {
        throw WireFault.unexpected("XML carries no documents")
    }
}

extension ShapeReference {
    /// The name that a flattened list's elements give to the whole, where the model states one for them.
    var flattenedName: String? {
        guard isFlattened, shape.kind == .list else { return nil }
        return shape.element?.locationName
    }
}
