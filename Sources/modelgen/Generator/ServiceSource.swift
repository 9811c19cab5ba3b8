import ModelSource
import Wire

/// What is to be written for one service: its shapes sorted into those of one operation and those that are shared.
struct ServiceSource {
    let entry: Manifest.ServiceEntry
    let model: ServiceModel
    let operations: [OperationModel]
    /// Structures, by shape name, with the traits of the reference that leads to them.
    private(set) var structures: [String: Document] = [:]
    private(set) var enumerations: Set<String> = []
    /// Unions of events, by shape name.
    private(set) var eventStreams: Set<String> = []
    /// Constrained scalars, lists and maps, which are written as one table.
    private(set) var schemas: Set<String> = []
    private(set) var errors: Set<String> = []
    /// Structures that stand in for a required member which was missing.
    private(set) var absentees: Set<String> = []

    init(_ entry: Manifest.ServiceEntry, _ model: ServiceModel) throws {
        self.entry = entry
        self.model = model
        let known = Dictionary(uniqueKeysWithValues: model.operations.map { ($0.name, $0) })
        self.operations = try entry.operations.sorted().map { name in
            guard let operation = known[name] else { throw ModelFault("\(entry.folder) has no operation \(name)") }
            return operation
        }
        for operation in operations {
            if let input = operation.input { try visit(input) }
            if let output = operation.output {
                try visitEvents(of: output)
                try visit(output)
            }
            errors.formUnion(operation.errors)
        }
        try checkNames()
    }

    /// Visits the events of an output's stream: there alone one may stand.
    private mutating func visitEvents(of output: Document) throws {
        for member in try model.target(of: output).shape["members"]?.members ?? [] {
            let (name, shape) = try model.target(of: member.value)
            guard shape["eventstream"]?.isTrue == true else { continue }
            guard model.wireProtocol?.isJSON == true else {
                throw ModelFault("\(name) is an event stream, which Wire speaks in the JSON protocols alone")
            }
            let (_, events, exceptions) = try model.events(of: name)
            eventStreams.insert(name)
            errors.formUnion(exceptions)
            for event in events { try visit(event) }
        }
    }

    private mutating func visit(_ reference: Document) throws {
        let (name, shape) = try model.target(of: reference)
        let schema = try model.schema(of: name)
        if let pattern = shape["pattern"]?.text, schema.pattern == nil {
            throw ModelFault("the pattern of \(name) cannot be matched: \(pattern)")
        }
        switch schema.kind {
        case .structure:
            guard structures[name] == nil else { return }
            structures[name] = reference
            let required = Set(shape["required"]?.elements.compactMap(\.text) ?? [])
            for member in shape["members"]?.members ?? [] {
                try visit(member.value)
                if required.contains(member.name), try isStructure(member.value) {
                    absentees.insert(try model.target(of: member.value).name)
                }
            }
        case .events:
            guard eventStreams.contains(name) else {
                throw ModelFault("\(name) is an event stream outside of an output, which Wire refuses")
            }
        case .list:
            schemas.insert(name)
            if let member = shape["member"] { try visit(member) }
        case .map:
            schemas.insert(name)
            for part in [shape["key"], shape["value"]].compactMap({ $0 }) { try visit(part) }
        case .string:
            if shape["enum"] != nil { enumerations.insert(name) }
            if !isPlain(try model.schema(of: name)) { schemas.insert(name) }
        default:
            if !isPlain(try model.schema(of: name)) { schemas.insert(name) }
        }
    }

    func isPlain(_ schema: ShapeSchema) -> Bool {
        !schema.isConstrained && !schema.isSensitive && schema.element == nil
    }

    func isStructure(_ reference: Document) throws -> Bool {
        try model.schema(of: model.target(of: reference).name).kind == .structure
    }

    /// The structures that belong to one operation alone: its input and output, where nothing else uses them.
    func ownStructures(of operation: OperationModel) -> [String] {
        [operation.input, operation.output].compactMap { $0?["shape"]?.text }.filter { isOwn($0, of: operation) }
    }

    private func isOwn(_ name: String, of operation: OperationModel) -> Bool {
        let others = operations.filter { $0.name != operation.name }
        return !others.contains { $0.input?["shape"]?.text == name || $0.output?["shape"]?.text == name }
            && !nested.contains(name)
    }

    /// The structures that some structure, list or map refers to.
    private var nested: Set<String> {
        var names: Set<String> = []
        for shape in Array(structures.keys) + Array(schemas) {
            guard let json = try? model.shape(shape) else { continue }
            var references: [Document] = (json["members"]?.members ?? []).map(\.value)
            references += [json["member"], json["value"]].compactMap { $0 }
            names.formUnion(references.compactMap { $0["shape"]?.text })
        }
        return names
    }

    /// Whether a member leads back to its own structure without a list or map between.
    func isRecursive(_ member: Document, in structure: String) throws -> Bool {
        var visited: Set<String> = []
        var pending = [try model.target(of: member).name]
        while let name = pending.popLast() {
            if name == structure { return true }
            guard visited.insert(name).inserted, structures[name] != nil else { continue }
            pending += (try model.shape(name)["members"]?.members ?? []).compactMap { $0.value["shape"]?.text }
        }
        return false
    }

    private func checkNames() throws {
        var owners: [String: String] = [:]
        for name in structures.keys.sorted() + enumerations.sorted() + eventStreams.sorted() + operations.map(\.name) {
            let type = SwiftNames.type(name)
            if let other = owners[type], other != name {
                throw ModelFault("\(name) and \(other) of \(entry.folder) would both be \(type)")
            }
            owners[type] = name
        }
    }
}
