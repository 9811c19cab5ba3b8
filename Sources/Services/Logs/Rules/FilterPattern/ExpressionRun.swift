/// Looks for one regular expression in text after text, keeping the states of its automaton as it meets them.
///
/// A state is the set of atoms that may come next. Each byte costs one step through a table once its state is known;
/// making a state costs one step for each atom. States beyond a limit make it forget and start again.
struct ExpressionRun {
    private static let stateLimit = 512

    /// A set of atoms, one bit each.
    private typealias Places = [UInt64]

    private struct State {
        var places: Places
        /// The next state for each symbol; -1 where it is not known yet.
        var next: [Int32]
        /// Whether an alternative is complete here.
        var accepts: Bool
        /// The same if the text ends here; `nil` where it is not known yet.
        var acceptsAtEnd: Bool?
    }

    private let expression: FilterExpression
    private var states: [State] = []
    private var known: [Places: Int32] = [:]
    private var work = 0

    init(_ expression: FilterExpression) {
        self.expression = expression
    }

    /// How much work was done besides reading texts, since the last question.
    mutating func takeWork() -> Int {
        defer { work = 0 }
        return work
    }

    /// Whether the expression matches anywhere in a text.
    mutating func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var state = state(of: closure(of: starting(), isAtStart: true, isAtEnd: false))
        if states[Int(state)].accepts { return true }
        for byte in text {
            // The later bytes of a character beyond ASCII were counted with its first.
            if byte & 0xC0 == 0x80 { continue }
            let symbol = byte < 0x80 ? Int(byte) : SymbolSet.other
            let next = states[Int(state)].next[symbol]
            state = next >= 0 ? next : self.next(after: state, symbol)
            if states[Int(state)].accepts { return true }
        }
        return acceptsAtEnd(state, isEmptyText: text.isEmpty)
    }

    private mutating func next(after state: Int32, _ symbol: Int) -> Int32 {
        let current = states[Int(state)].places
        // A search may begin anew at every character, but not as if it were the first.
        var places = starting()
        for place in expression.atoms.indices where Self.has(place, in: current) {
            guard case .symbols(let set) = expression.atoms[place].kind, set.contains(symbol) else { continue }
            Self.insert(place + 1, into: &places)
            if expression.atoms[place].isRepeated { Self.insert(place, into: &places) }
        }
        let generation = states.count
        let next = self.state(of: closure(of: places, isAtStart: false, isAtEnd: false))
        // Where everything was forgotten meanwhile, the state that was left is no longer there to learn.
        if states.count >= generation { states[Int(state)].next[symbol] = next }
        return next
    }

    private mutating func acceptsAtEnd(_ state: Int32, isEmptyText: Bool) -> Bool {
        if let known = states[Int(state)].acceptsAtEnd, !isEmptyText { return known }
        let places = closure(of: states[Int(state)].places, isAtStart: isEmptyText, isAtEnd: true)
        let accepts = accepts(places)
        if !isEmptyText { states[Int(state)].acceptsAtEnd = accepts }
        return accepts
    }

    private mutating func state(of places: Places) -> Int32 {
        if let state = known[places] { return state }
        if states.count >= Self.stateLimit {
            states = []
            known = [:]
        }
        let state = Int32(states.count)
        states.append(
            State(places: places, next: Array(repeating: -1, count: SymbolSet.count), accepts: accepts(places)))
        known[places] = state
        work += SymbolSet.count
        return state
    }

    private func starting() -> Places {
        var places = Places(repeating: 0, count: (expression.atoms.count + 63) / 64)
        for start in expression.starts { Self.insert(start, into: &places) }
        return places
    }

    /// Adds what can be reached without reading anything.
    private mutating func closure(of places: Places, isAtStart: Bool, isAtEnd: Bool) -> Places {
        work += expression.atoms.count
        var places = places
        for (place, atom) in expression.atoms.enumerated() where Self.has(place, in: places) {
            let passes =
                switch atom.kind {
                case .symbols: atom.isOptional
                case .start: isAtStart
                case .end: isAtEnd
                case .accept: false
                }
            if passes { Self.insert(place + 1, into: &places) }
        }
        return places
    }

    private func accepts(_ places: Places) -> Bool {
        expression.atoms.indices.contains { place in
            guard case .accept = expression.atoms[place].kind else { return false }
            return Self.has(place, in: places)
        }
    }

    private static func has(_ place: Int, in places: Places) -> Bool {
        places[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    private static func insert(_ place: Int, into places: inout Places) {
        places[place >> 6] |= 1 << UInt64(place & 63)
    }
}
