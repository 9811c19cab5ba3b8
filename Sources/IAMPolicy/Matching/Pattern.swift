/// A text of a policy with wildcards and policy variables, compiled once.
enum Pattern: Sendable {
    /// Nothing depends on the request.
    case fixed(Glob)
    /// Variables are filled in for each request.
    case template([Piece])

    /// A part of a template.
    enum Piece: Sendable {
        case glob(Glob)
        case variable(Variable)
    }

    /// A reference such as `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`.
    struct Variable: Sendable {
        /// The key in lower case, as requests are asked for it.
        var key: String
        var spelling: String
        var fallback: String?
    }

    /// How a pattern's text is to be read.
    struct Options: OptionSet, Sendable {
        let rawValue: Int
        /// `*` and `?` stand for other characters.
        static let wildcards = Options(rawValue: 1)
        /// `${…}` stands for a value of the request (policies of version 2012-10-17).
        static let variables = Options(rawValue: 2)
        /// Upper and lower case are the same.
        static let ignoringCase = Options(rawValue: 4)
    }

    init(_ text: Substring, options: Options) {
        var compiler = PatternCompiler(options: options)
        compiler.read(text)
        self = compiler.finish()
    }

    init(_ text: String, options: Options) {
        self.init(text[...], options: options)
    }

    /// The variables whose value the request has to know.
    var variables: [Variable] {
        guard case .template(let pieces) = self else { return [] }
        return pieces.compactMap { piece in
            guard case .variable(let variable) = piece else { return nil }
            return variable
        }
    }

    /// Whether every text matches, whatever the request.
    var matchesAll: Bool {
        guard case .fixed(let glob) = self else { return false }
        return glob.matchesAll
    }

    /// The pattern without its variables: for elements in which none are allowed.
    var constant: Glob {
        switch self {
        case .fixed(let glob): glob
        case .template: Glob()
        }
    }

    /// The pattern for one request; `nil` when a variable has no single value there and no default.
    ///
    /// What a variable stands for is literal text: a `*` in a tag's value is no wildcard.
    func resolved(for request: AuthorizationRequest, ignoringCase: Bool = false) -> Glob? {
        switch self {
        case .fixed(let glob): return glob
        case .template(let pieces):
            var whole = Glob()
            for piece in pieces {
                switch piece {
                case .glob(let glob): whole.append(contentsOf: glob)
                case .variable(let variable):
                    guard let value = request.value(of: variable) else { return nil }
                    whole.append(literal: ignoringCase ? value.lowercased().utf8 : value.utf8)
                }
            }
            return whole
        }
    }
}

extension Glob {
    /// Adds another pattern's tokens.
    mutating func append(contentsOf other: Glob) {
        for token in other.tokens {
            if token < Self.star {
                append(literal: CollectionOfOne(UInt8(token)))
            } else {
                append(wildcard: token)
            }
        }
    }
}
