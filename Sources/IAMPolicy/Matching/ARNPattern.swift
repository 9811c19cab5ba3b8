/// A pattern for ARNs: its six segments are matched one by one, so a wildcard never crosses into another segment.
///
/// Only the last segment may hold colons and slashes, and wildcards in it span them (IAM's documentation of the
/// Resource element and of the Arn condition operators).
enum ARNPattern: Sendable {
    /// `*`.
    case everything
    /// Six segments; those that the policy left out match anything.
    case fixed([Glob])
    /// Six segments, some of which depend on the request.
    case segments([Pattern])
    /// Not in ARN form: matched as a whole.
    case text(Pattern)
    /// A variable stands before the fifth colon of a Resource, where IAM allows none.
    case unresolvable

    init(_ text: String, variables: Bool, variablesInEverySegment: Bool) {
        let options: Pattern.Options = variables ? [.wildcards, .variables] : .wildcards
        let whole = Pattern(text, options: options)
        if whole.matchesAll {
            self = .everything
            return
        }
        let parts = Self.split(text, variables: variables)
        guard parts.count > 1 else {
            self = .text(whole)
            return
        }
        var segments = parts.map { Pattern($0, options: options) }
        if !variablesInEverySegment, segments.prefix(5).contains(where: { !$0.variables.isEmpty }) {
            self = .unresolvable
            return
        }
        while segments.count < 6 { segments.append(Pattern("*", options: .wildcards)) }
        let isFixed = segments.allSatisfy { segment in
            guard case .fixed = segment else { return false }
            return true
        }
        self = isFixed ? .fixed(segments.map(\.constant)) : .segments(segments)
    }

    /// The variables whose value the request has to know.
    var variables: [Pattern.Variable] {
        switch self {
        case .everything, .unresolvable, .fixed: []
        case .segments(let segments): segments.flatMap(\.variables)
        case .text(let pattern): pattern.variables
        }
    }

    /// Whether an ARN matches; `nil` when a variable has no value in the request.
    func matches(_ arn: SegmentedARN, in request: AuthorizationRequest) -> Bool? {
        switch self {
        case .everything: return true
        case .unresolvable: return nil
        case .text(let pattern): return pattern.resolved(for: request)?.matches(arn.text)
        case .fixed(let globs): return arn.matches(globs)
        case .segments(let segments):
            var globs: [Glob] = []
            globs.reserveCapacity(segments.count)
            for segment in segments {
                guard let glob = segment.resolved(for: request) else { return nil }
                globs.append(glob)
            }
            return arn.matches(globs)
        }
    }

    /// Splits at the first five colons that are not inside a variable.
    private static func split(_ text: String, variables: Bool) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var index = text.startIndex
        while index < text.endIndex, parts.count < 5 {
            let scalar = text.unicodeScalars[index]
            if variables, scalar == "$", let reference = VariableReference(prefixOf: text[index...]) {
                index = reference.end
                continue
            }
            let next = text.unicodeScalars.index(after: index)
            if scalar == ":" {
                parts.append(text[start..<index])
                start = next
            }
            index = next
        }
        return parts + [text[start...]]
    }
}
