/// Walks a value as a writer would, and notes which of the model's constraints it breaks, in AWS's words.
final class ConstraintChecker: ShapeWriter {
    private(set) var violations: [Violation] = []
    private var trail = ShapeTrail()
    /// Paths of members that are required and were missing; the value holds placeholders there.
    private let missing: Set<String>
    /// How many structures, lists or maps deep the walk is inside a placeholder.
    private var skipped = 0
    private var isSkippingNext = false
    /// The lists and maps of scalars that are being gathered, since AWS names them as a whole.
    private var gathered: [Gathered] = []

    /// One broken constraint.
    struct Violation {
        /// `Value 'x'`, or `Value null`.
        var subject: String
        var path: String
        var constraint: String
        /// What the service says instead of the usual sentence.
        var message: String?
    }

    /// The elements of a list or map of which the model constrains the elements or keys themselves.
    private struct Gathered {
        var texts: [String] = []
        var keys: [String] = []
        var isElementBroken = false
        var isKeyBroken = false
    }

    /// AWS stops listing somewhere too; a hostile list must not make a message of megabytes.
    private static let violationLimit = 50
    private static let textLimit = 1024

    init(missing: [String]) {
        self.missing = Set(missing)
    }

    private var reference: ShapeReference? { trail.reference }

    /// A value that is secret is not repeated: AWS then says `Value at 'password' failed …`.
    private func note(_ value: String?, _ constraint: String, message: String? = nil, isSecret: Bool = false) {
        guard violations.count < Self.violationLimit else { return }
        let isSecret = isSecret || reference?.shape.isSensitive == true
        let subject = value.map { isSecret ? "Value" : "Value '\(Self.shortened($0))'" } ?? "Value null"
        violations.append(Violation(subject: subject, path: trail.path, constraint: constraint, message: message))
    }

    private static func shortened(_ text: String) -> String {
        text.unicodeScalars.count <= textLimit ? text : String(text.prefix(textLimit)) + "..."
    }

    /// Whether the next value is a placeholder, or inside one.
    private func skipsValue() -> Bool {
        defer { isSkippingNext = false }
        return skipped > 0 || isSkippingNext
    }

    func beginStructure(_ schema: StructureSchema) throws {
        if skipsValue() { skipped += 1 }
        try trail.enter(schema)
    }

    func member(_ index: Int) throws {
        trail.stand(atMember: index)
        guard skipped == 0, !missing.isEmpty, missing.contains(trail.path) else { return }
        note(nil, "Member must not be null")
        isSkippingNext = true
    }

    func endStructure() throws {
        if skipped > 0 { skipped -= 1 }
        trail.leave()
    }

    func beginList(count: Int) throws {
        try beginContainer(count: count)
    }

    private func beginContainer(count: Int) throws {
        if skipsValue() {
            skipped += 1
        } else if let shape = reference?.shape {
            checkCount(count, shape)
        }
        gathered.append(Gathered())
        try trail.enterContainer()
    }

    private func checkCount(_ count: Int, _ shape: ShapeSchema) {
        if let minimum = shape.minimum, Double(count) < minimum {
            note("[]", "Member must have length greater than or equal to \(Self.number(minimum))")
        } else if let maximum = shape.maximum, Double(count) > maximum {
            note("[\(count) members]", "Member must have length less than or equal to \(Self.number(maximum))")
        }
    }

    func element() throws {
        trail.standAtNextElement()
    }

    func endList() throws { endContainer() }

    func beginMap(count: Int) throws {
        try beginContainer(count: count)
    }

    func key(_ key: String) throws {
        trail.standAtNextElement(key: key)
        guard skipped == 0, let shape = trail.frames.last?.container?.shape.key?.shape else { return }
        gathered[gathered.count - 1].keys.append(key)
        if !ConstraintText.broken(by: key, shape).isEmpty { gathered[gathered.count - 1].isKeyBroken = true }
    }

    func endMap() throws { endContainer() }

    private func endContainer() {
        let shape = trail.frames.last?.container?.shape
        trail.leave()
        let gathered = gathered.removeLast()
        if skipped > 0 {
            skipped -= 1
            return
        }
        guard let shape, gathered.isElementBroken || gathered.isKeyBroken else { return }
        let isMap = shape.kind == .map
        let entries = zip(gathered.keys, gathered.texts).map { "\($0)=\($1)" }
        let isSecret = shape.element?.shape.isSensitive == true || shape.key?.shape.isSensitive == true
        let text = isMap ? "{\(entries.joined(separator: ", "))}" : "[\(gathered.texts.joined(separator: ", "))]"
        if gathered.isKeyBroken, let key = shape.key?.shape {
            note(text, "Map keys must satisfy constraint: [\(ConstraintText.all(of: key))]", isSecret: isSecret)
        }
        if gathered.isElementBroken, let element = shape.element?.shape {
            let constraint =
                "\(isMap ? "Map value" : "Member") must satisfy constraint: [\(ConstraintText.all(of: element))]"
            note(text, constraint, isSecret: isSecret)
        }
    }

    func null() throws { _ = skipsValue() }

    func string(_ value: String) throws {
        guard !skipsValue(), let shape = reference?.shape else { return }
        check(value, ConstraintText.broken(by: value, shape), shape)
    }

    /// Notes what a scalar breaks: with itself, or with the list or map that it is in.
    private func check(_ text: String, _ broken: [String], _ shape: ShapeSchema) {
        if trail.frames.last?.schema == nil, !gathered.isEmpty {
            if shape.isConstrained { gathered[gathered.count - 1].texts.append(text) }
            if !broken.isEmpty { gathered[gathered.count - 1].isElementBroken = true }
            return
        }
        for constraint in broken {
            let member = trail.frames.last.flatMap { $0.schema?.members[$0.position].pathName } ?? ""
            let isPattern = constraint.hasPrefix(ConstraintText.patternSentence)
            let message = isPattern ? shape.patternMessage.map { Self.fill($0, member) } : nil
            note(text, constraint, message: message)
        }
    }

    private static func fill(_ message: String, _ member: String) -> String {
        guard let start = message.firstIndex(of: "{"), let end = message.firstIndex(of: "}") else { return message }
        return message[..<start] + member + message[message.index(after: end)...]
    }

    private func checkNumber(_ value: Double, _ text: String) {
        guard !skipsValue(), let shape = reference?.shape else { return }
        var broken: [String] = []
        if let minimum = shape.minimum, value < minimum {
            broken.append("Member must have value greater than or equal to \(Self.number(minimum))")
        }
        if let maximum = shape.maximum, value > maximum {
            broken.append("Member must have value less than or equal to \(Self.number(maximum))")
        }
        check(text, broken, shape)
    }

    static func number(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? String(value)
    }

    func boolean(_ value: Bool) throws { _ = skipsValue() }

    func integer(_ value: Int) throws { checkNumber(Double(value), String(value)) }

    func double(_ value: Double) throws { checkNumber(value, TextValue.text(value)) }

    func blob(_ value: [UInt8]) throws {
        guard !skipsValue(), let shape = reference?.shape else { return }
        let text = "java.nio.HeapByteBuffer[pos=0 lim=\(value.count) cap=\(value.count)]"
        check(text, ConstraintText.broken(byLength: value.count, shape), shape)
    }

    func timestamp(_ value: Timestamp) throws { _ = skipsValue() }

    func document(_ value: Document) throws { _ = skipsValue() }
}
