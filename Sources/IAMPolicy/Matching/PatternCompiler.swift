/// Reads wildcards and `${…}` out of a policy's text.
struct PatternCompiler {
    private let options: Pattern.Options
    private var pieces: [Pattern.Piece] = []
    private var glob = Glob()

    init(options: Pattern.Options) {
        self.options = options
    }

    mutating func read(_ text: Substring) {
        var rest = text
        while let character = rest.unicodeScalars.first {
            if character == "$", options.contains(.variables), let reference = VariableReference(prefixOf: rest) {
                take(reference)
                rest = rest[reference.end...]
                continue
            }
            if options.contains(.wildcards), character == "*" {
                glob.append(wildcard: Glob.star)
            } else if options.contains(.wildcards), character == "?" {
                glob.append(wildcard: Glob.any)
            } else {
                appendLiteral(String(character))
            }
            rest = Substring(rest.unicodeScalars.dropFirst())
        }
    }

    func finish() -> Pattern {
        guard !pieces.isEmpty else { return .fixed(glob) }
        return .template(glob.tokens.isEmpty ? pieces : pieces + [.glob(glob)])
    }

    private mutating func take(_ reference: VariableReference) {
        switch reference.content {
        case .character(let character): appendLiteral(character)
        case .variable(let variable):
            if !glob.tokens.isEmpty { pieces.append(.glob(glob)) }
            glob = Glob()
            pieces.append(.variable(variable))
        }
    }

    private mutating func appendLiteral(_ text: String) {
        glob.append(literal: options.contains(.ignoringCase) ? text.lowercased().utf8 : text.utf8)
    }
}
