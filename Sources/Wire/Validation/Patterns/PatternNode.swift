/// An expression taken apart.
indirect enum PatternNode: Sendable {
    case set(ScalarSet)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case repetition(PatternNode, minimum: Int, maximum: Int?)
    case assertion(Assertion)

    /// What is asked of a place between two characters.
    enum Assertion: Sendable {
        case start
        case end
        case wordBoundary(isNegated: Bool)
        case ahead(PatternNode, isNegated: Bool)
        /// Looking back at a single character.
        case behind(ScalarSet, isNegated: Bool)
    }

    /// The expression without `^` at its head and `$` at its tail, which say nothing where the whole text must match.
    var withoutOuterAnchors: PatternNode {
        guard case .sequence(var nodes) = self else { return self }
        if case .assertion(.start) = nodes.first { nodes.removeFirst() }
        if case .assertion(.end) = nodes.last { nodes.removeLast() }
        return nodes.count == 1 ? nodes[0].withoutOuterAnchors : .sequence(nodes)
    }

    /// How many characters it matches at most; `nil` where there is no limit.
    var maximumLength: Int? {
        switch self {
        case .set: return 1
        case .assertion: return 0
        case .sequence(let nodes):
            var sum = 0
            for node in nodes {
                guard let length = node.maximumLength else { return nil }
                sum += length
            }
            return sum
        case .alternatives(let nodes):
            var most = 0
            for node in nodes {
                guard let length = node.maximumLength else { return nil }
                most = max(most, length)
            }
            return most
        case .repetition(let node, _, let maximum):
            guard let maximum, let length = node.maximumLength else { return nil }
            let (product, overflows) = maximum.multipliedReportingOverflow(by: length)
            return overflows ? nil : product
        }
    }
}
