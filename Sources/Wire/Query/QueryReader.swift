/// Reads structures from form fields with dotted names, such as `Tags.member.1.Key=…`.
///
/// The names are sorted once, so that all that belongs to one value lies together; nothing else is built.
package final class QueryReader: ShapeReader {
    /// One field, its name in bytes.
    private struct Field {
        var name: [UInt8]
        var value: String
        var order: Int
    }

    /// A value: the fields that lie in `range`, whose names agree in their first `length` bytes.
    private struct Slice {
        var range: Range<Int>
        var length: Int
    }

    /// What is still to come in one structure, list or map.
    private struct Frame {
        var pending: [(index: Int, key: String, slice: Slice)]
        var next = 0
    }

    private let fields: [Field]
    private var trail = ShapeTrail(notesMissing: true)
    private var frames: [Frame] = []
    private var slice: Slice

    package init(_ form: FormFields) {
        self.fields = form.fields.enumerated().map { order, field in
            Field(name: Array(field.name.utf8), value: field.value, order: order)
        }.sorted(by: Self.precedes)
        self.slice = Slice(range: 0..<form.fields.count, length: -1)
    }

    /// The order of names in which a dot goes before every other byte, so that no other name comes in between.
    private static func precedes(_ left: Field, _ right: Field) -> Bool {
        for (first, second) in zip(left.name, right.name) where first != second {
            return first == 0x2E || (second != 0x2E && first < second)
        }
        return left.name.count == right.name.count ? left.order < right.order : left.name.count < right.name.count
    }

    package var missing: [String] { trail.missing }

    /// The parts into which a value's fields fall by the next step of their names.
    private func parts(of slice: Slice) -> [(step: ArraySlice<UInt8>, slice: Slice)] {
        var parts: [(step: ArraySlice<UInt8>, slice: Slice)] = []
        let start = slice.length + 1
        for index in slice.range where fields[index].name.count > slice.length {
            let name = fields[index].name
            guard name.count >= start else { continue }
            let end = name[start...].firstIndex(of: 0x2E) ?? name.count
            let step = name[start..<end]
            if let last = parts.last, last.step == step {
                parts[parts.count - 1].slice.range = last.slice.range.lowerBound..<(index + 1)
            } else {
                parts.append((step, Slice(range: index..<(index + 1), length: end)))
            }
        }
        return parts
    }

    package func beginStructure(_ schema: StructureSchema) throws {
        let current = slice
        try trail.enter(schema)
        var pending: [(index: Int, key: String, slice: Slice)] = []
        for part in parts(of: current) {
            guard let index = Self.member(part.step, in: schema) else { continue }
            pending.append((index, "", part.slice))
        }
        frames.append(Frame(pending: pending))
    }

    private static func member(_ name: ArraySlice<UInt8>, in schema: StructureSchema) -> Int? {
        schema.members.firstIndex { member in
            member.wireBytes.elementsEqual(name)
                || (member.reference.flattenedName.map { name.elementsEqual($0.utf8) } ?? false)
        }
    }

    private func advance() -> (index: Int, key: String)? {
        guard let last = frames.indices.last else { return nil }
        guard frames[last].next < frames[last].pending.count else {
            frames.removeLast()
            trail.leave()
            return nil
        }
        let item = frames[last].pending[frames[last].next]
        frames[last].next += 1
        slice = item.slice
        return (item.index, item.key)
    }

    package func nextMember() throws -> Int? {
        guard let item = advance() else { return nil }
        trail.stand(atMember: item.index)
        return item.index
    }

    /// The numbered parts of a list or map in the order of their numbers, under its own step unless it is flattened.
    private func numbered(under name: String?, of reference: ShapeReference?) throws -> [Slice] {
        var slice = slice
        if reference?.isFlattened != true {
            guard let part = parts(of: slice).first(where: { $0.step.elementsEqual((name ?? "member").utf8) }) else {
                return []
            }
            slice = part.slice
        }
        let items = try parts(of: slice).map { part in
            guard let number = Int(String(decoding: part.step, as: UTF8.self)), number >= 0 else {
                throw WireFault.unexpected("A list index is not a number")
            }
            return (number, part.slice)
        }
        return items.sorted { $0.0 < $1.0 }.map(\.1)
    }

    package func beginList() throws {
        let reference = trail.reference
        let items = try numbered(under: reference?.shape.element?.locationName, of: reference)
        try trail.enterContainer()
        frames.append(Frame(pending: items.map { (0, "", $0) }))
    }

    package func nextElement() throws -> Bool {
        guard advance() != nil else { return false }
        trail.standAtNextElement()
        return true
    }

    package func beginMap() throws {
        let reference = trail.reference
        let keyName = Array((reference?.shape.key?.locationName ?? "key").utf8)
        let valueName = Array((reference?.shape.element?.locationName ?? "value").utf8)
        let entries = try numbered(under: "entry", of: reference)
        try trail.enterContainer()
        var pending: [(index: Int, key: String, slice: Slice)] = []
        for entry in entries {
            let parts = parts(of: entry)
            guard let key = parts.first(where: { $0.step.elementsEqual(keyName) }).flatMap({ text(of: $0.slice) }),
                let value = parts.first(where: { $0.step.elementsEqual(valueName) })
            else { continue }
            pending.append((0, key, value.slice))
        }
        frames.append(Frame(pending: pending))
    }

    package func nextKey() throws -> String? {
        guard let item = advance() else { return nil }
        trail.standAtNextElement(key: item.key)
        return item.key
    }

    package func skipNull() throws -> Bool { false }

    /// The value of the field that bears exactly the slice's name; of several the last counts.
    private func text(of slice: Slice) -> String? {
        slice.range.last { fields[$0].name.count == slice.length }.map { fields[$0].value }
    }

    package func string() throws -> String {
        guard let text = text(of: slice) else {
            throw WireFault.unexpected("Start of structure or map found where not expected.")
        }
        return text
    }

    package func boolean() throws -> Bool { try TextValue.boolean(try string()) }

    package func integer() throws -> Int { try TextValue.integer(try string()) }

    package func double() throws -> Double { try TextValue.double(try string()) }

    package func blob() throws -> [UInt8] { try TextValue.blob(try string()) }

    package func timestamp() throws -> Timestamp { try TextValue.timestamp(try string()) }

    package func document() throws -> Document {
        throw WireFault.unexpected("Forms carry no documents")
    }
}
