/// A regular expression of a filter pattern, `%4[0-9]{2}%`: alternatives of characters with repetition and anchors.
///
/// Source: "Supported regular expressions (regex) syntax" in the CloudWatch Logs User Guide. There are no parentheses,
/// so an alternative is a plain row of atoms, and a text is read once, whatever the expression.
struct FilterExpression: Sendable {
    /// One atom of an alternative, counted repetition written out.
    struct Atom: Sendable {
        enum Kind: Sendable {
            case symbols(SymbolSet)
            case start
            case end
            /// Behind the last atom of an alternative.
            case accept
        }

        var kind: Kind
        /// Whether it may be left out.
        var isOptional = false
        /// Whether it may come again.
        var isRepeated = false
    }

    /// Counted repetitions are written out; beyond so many atoms an expression is refused.
    static let atomLimit = 256

    /// The alternatives one behind the other.
    private(set) var atoms: [Atom] = []
    /// Where each alternative begins.
    private(set) var starts: [Int] = []

    init(_ text: ArraySlice<UInt8>) throws(FilterPatternFault) {
        var reader = ExpressionReader(text)
        repeat {
            starts.append(atoms.count)
            while let atom = try reader.atom() {
                try append(atom, repetition: try reader.repetition())
            }
            atoms.append(Atom(kind: .accept))
        } while reader.takeAlternative()
        guard reader.isAtEnd, atoms.count <= Self.atomLimit, !text.isEmpty else { throw .invalid }
    }

    private mutating func append(
        _ kind: Atom.Kind, repetition: (minimum: Int, maximum: Int?)
    ) throws(FilterPatternFault) {
        let (minimum, maximum) = repetition
        if case .symbols = kind {} else if minimum != 1 || maximum != 1 { throw .invalid }
        guard max(minimum, maximum ?? 0) <= Self.atomLimit, minimum <= maximum ?? .max else { throw .invalid }
        for place in 0..<minimum {
            atoms.append(Atom(kind: kind, isRepeated: maximum == nil && place == minimum - 1))
        }
        if let maximum {
            for _ in minimum..<maximum { atoms.append(Atom(kind: kind, isOptional: true)) }
        } else if minimum == 0 {
            atoms.append(Atom(kind: kind, isOptional: true, isRepeated: true))
        }
        guard atoms.count <= Self.atomLimit else { throw .invalid }
    }
}

/// A set of symbols: the 128 ASCII characters, and one more that stands for every other character.
struct SymbolSet: Hashable, Sendable {
    /// Stands for any character beyond ASCII.
    static let other = 128
    static let count = 129

    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var hasOther = false

    init() {}

    init(_ ranges: ClosedRange<UInt8>...) {
        for range in ranges { for byte in range { insert(byte) } }
    }

    mutating func insert(_ byte: UInt8) {
        if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
    }

    mutating func formUnion(_ set: SymbolSet) {
        low |= set.low
        high |= set.high
        hasOther = hasOther || set.hasOther
    }

    var inverted: SymbolSet {
        var set = self
        set.low = ~low
        set.high = ~high
        set.hasOther = !hasOther
        return set
    }

    func contains(_ symbol: Int) -> Bool {
        if symbol < 64 { return low >> UInt64(symbol) & 1 == 1 }
        return symbol < 128 ? high >> UInt64(symbol - 64) & 1 == 1 : hasOther
    }

    static let digits = SymbolSet(0x30...0x39)
    static let words = SymbolSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    static let spaces = SymbolSet(0x09...0x0D, 0x20...0x20)
    static let any = SymbolSet().inverted
}
