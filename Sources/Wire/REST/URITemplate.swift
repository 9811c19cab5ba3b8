/// The path and query that a REST operation's model states, such as `/{Bucket}/{Key+}?acl`.
struct URITemplate: Hashable, Sendable {
    /// One step of the path.
    enum Segment: Hashable, Sendable {
        case literal(String)
        case label(String)
        /// Takes every step to the end, or to the literals after it.
        case greedy(String)
    }

    let segments: [Segment]
    /// What the query must hold; a value of `nil` means that any will do.
    let query: [(name: String, value: String?)]

    init(_ text: String) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.segments = Self.steps(parts[0].utf8).map { step in
            let step = String(decoding: step, as: UTF8.self)
            guard step.hasPrefix("{"), step.hasSuffix("}") else { return .literal(step) }
            let name = String(step.dropFirst().dropLast())
            return name.hasSuffix("+") ? .greedy(String(name.dropLast())) : .label(name)
        }
        self.query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1)
            return (String(pair[0]), pair.count > 1 ? String(pair[1]) : nil)
        }
    }

    static func == (left: URITemplate, right: URITemplate) -> Bool {
        left.segments == right.segments && left.query.map(\.name) == right.query.map(\.name)
            && left.query.map(\.value) == right.query.map(\.value)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(segments)
    }

    private static func steps(_ path: Substring.UTF8View) -> [Substring.UTF8View] {
        let trimmed = path.first == 0x2F ? path.dropFirst() : path
        return trimmed.isEmpty ? [] : trimmed.split(separator: 0x2F, omittingEmptySubsequences: false)
    }

    /// How exactly it matches: literal steps count most, then stated query names, greedy steps least.
    var precision: Int {
        segments.reduce(query.count * 10) { sum, segment in
            switch segment {
            case .literal: sum + 100
            case .label: sum + 20
            case .greedy: sum + 1
            }
        }
    }

    /// The values of its labels where a path matches, decoded; a label is never empty.
    ///
    /// One slash at the end of either makes no difference, as AWS answers `/functions` and `/functions/` alike; a
    /// greedy last step takes it.
    func labels(in path: String) -> [String: String]? {
        var steps = Self.steps(path[...].utf8)
        let segments = self.segments.last == .literal("") ? self.segments.dropLast() : self.segments[...]
        let greedy = segments.firstIndex { if case .greedy = $0 { true } else { false } }
        if steps.last?.isEmpty == true, greedy == nil || greedy != segments.indices.last { steps.removeLast() }
        let extra = steps.count - segments.count
        guard greedy == nil ? extra == 0 : extra >= 0 else { return nil }
        var labels: [String: String] = [:]
        var index = 0
        for (position, segment) in segments.enumerated() {
            let count = position == greedy ? extra + 1 : 1
            let raw = steps[index..<(index + count)].joined(separator: [0x2F])
            index += count
            guard let text = PercentCoding.decode(raw) else { return nil }
            switch segment {
            case .literal(let literal): if literal != text { return nil }
            case .label(let name), .greedy(let name):
                if text.isEmpty { return nil }
                labels[name] = text
            }
        }
        return labels
    }

    func matches(query fields: [FormFields.Field]) -> Bool {
        query.allSatisfy { stated in
            fields.contains { $0.name == stated.name && (stated.value == nil || $0.value == stated.value) }
        }
    }

    /// The path with its labels filled in, encoded; throws where one has no value.
    func path(_ labels: [String: String]) throws -> String {
        let steps = try segments.map { segment in
            switch segment {
            case .literal(let literal): return literal
            case .label(let name), .greedy(let name):
                guard let value = labels[name], !value.isEmpty else {
                    throw WireFault.unexpected("The path needs a value for \(name)")
                }
                let isGreedy = if case .greedy = segment { true } else { false }
                return PercentCoding.encode(value, keepingSlashes: isGreedy)
            }
        }
        return "/" + steps.joined(separator: "/")
    }
}
