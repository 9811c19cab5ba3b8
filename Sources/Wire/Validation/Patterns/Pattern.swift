/// A regular expression of a model, matched against a whole string in time linear in the string.
///
/// The expressions that AWS's models hold are Java's: classes, groups, alternatives, counted repetition, anchors and
/// looking ahead. There is no backtracking, so no input can make one of them slow.
package struct Pattern: Sendable {
    /// The expression as the model and AWS's messages spell it.
    package let source: String
    private let matcher: Matcher

    private enum Matcher: Sendable {
        /// One class, so many times: most patterns of AWS's models.
        case repeated(ScalarSet, minimum: Int, maximum: Int?)
        case program(PatternProgram)
    }

    /// Compiles an expression, or answers `nil` for one that is beyond this engine (references back, flags).
    package init?(_ source: String) {
        guard let node = PatternParser.parse(source) else { return nil }
        self.source = source
        if case .repetition(.set(let set), let minimum, let maximum) = node.withoutOuterAnchors {
            self.matcher = .repeated(set, minimum: minimum, maximum: maximum)
        } else {
            guard let program = PatternProgram(node) else { return nil }
            self.matcher = .program(program)
        }
    }

    /// Whether the whole text matches.
    package func matches(_ text: String) -> Bool {
        switch matcher {
        case .repeated(let set, let minimum, let maximum):
            var count = 0
            for scalar in text.unicodeScalars {
                guard set.contains(scalar) else { return false }
                count += 1
            }
            return count >= minimum && count <= maximum ?? Int.max
        case .program(let program): return program.matches(Array(text.unicodeScalars))
        }
    }
}
