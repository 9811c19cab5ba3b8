/// Where a reader or writer stands in a value: the structures, lists and maps that it is inside of.
///
/// It knows the reference of the value that comes next and can spell the path to it as AWS's messages do.
struct ShapeTrail {
    /// One structure, list or map that was entered.
    struct Frame {
        let schema: StructureSchema?
        let container: ShapeReference?
        /// The index of the current member, or the ordinal of the current element.
        var position = -1
        var key = ""
        /// Which members came, kept only where the structure requires any.
        var seen: [Bool] = []
    }

    private(set) var frames: [Frame] = []
    private(set) var missing: [String] = []
    /// What the path begins with, when the value is itself a member of something.
    let root: String
    /// The reference of the outermost value, when it is not a structure.
    let rootReference: ShapeReference?

    /// Whether members that are required and did not come are to be noted: readers want it, writers do not.
    private let notesMissing: Bool

    init(root: String = "", reference: ShapeReference? = nil, notesMissing: Bool = false) {
        self.root = root
        self.notesMissing = notesMissing
        self.rootReference = reference
    }

    var isEmpty: Bool { frames.isEmpty }

    mutating func enter(_ schema: StructureSchema) throws {
        try checkDepth()
        let isDemanding = notesMissing && schema.requiresBodyMembers
        let seen = isDemanding ? [Bool](repeating: false, count: schema.members.count) : []
        frames.append(Frame(schema: schema, container: nil, seen: seen))
    }

    mutating func enterContainer() throws {
        try checkDepth()
        frames.append(Frame(schema: nil, container: reference))
    }

    private func checkDepth() throws {
        if frames.count >= WireLimits.depth { throw WireFault.tooDeep }
    }

    mutating func leave() {
        guard let frame = frames.popLast(), let schema = frame.schema, !frame.seen.isEmpty else { return }
        for (index, member) in schema.members.enumerated()
        where member.isRequired && member.location == .body && !frame.seen[index] {
            missing.append(Self.join(path, member.pathName))
        }
    }

    mutating func stand(atMember index: Int) {
        guard let last = frames.indices.last else { return }
        frames[last].position = index
        if !frames[last].seen.isEmpty { frames[last].seen[index] = true }
    }

    mutating func standAtNextElement(key: String = "") {
        guard let last = frames.indices.last else { return }
        frames[last].position += 1
        frames[last].key = key
    }

    /// The reference of the value that comes next; `nil` before the outermost structure.
    var reference: ShapeReference? {
        // Asked for every value, so the frame is looked at where it lies.
        let last = frames.count - 1
        guard last >= 0 else { return rootReference }
        guard let schema = frames[last].schema else { return frames[last].container?.shape.element }
        let position = frames[last].position
        return schema.members.indices.contains(position) ? schema.members[position].reference : nil
    }

    /// The path to the value that comes next, such as `tags.1.member.key`.
    var path: String {
        frames.reduce(root) { path, frame in
            if let schema = frame.schema {
                guard schema.members.indices.contains(frame.position) else { return path }
                return Self.join(path, schema.members[frame.position].pathName)
            }
            guard frame.position >= 0 else { return path }
            let step = frame.container?.shape.kind == .map ? frame.key : String(frame.position + 1)
            return Self.join(path, step + ".member")
        }
    }

    private static func join(_ path: String, _ step: String) -> String {
        path.isEmpty ? step : path + "." + step
    }
}
