/// An expression as instructions for many threads that walk over a text in step, so that none ever goes back.
struct PatternProgram: Sendable {
    private enum Instruction: Sendable {
        case set(ScalarSet)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case wordBoundary(isNegated: Bool)
        case behind(ScalarSet, isNegated: Bool)
        case ahead(PatternProgram, isNegated: Bool)
        case match
    }

    /// Counted repetitions are written out; more than this is refused.
    private static let instructionLimit = 20_000
    /// Steps in one match, after which the text counts as not matching: only looking ahead again and again, over texts
    /// of many thousand characters, comes near it.
    private static let stepLimit = 50_000_000

    private var instructions: [Instruction] = []
    private let maximumLength: Int?

    /// `nil` where the expression is too large.
    init?(_ node: PatternNode) {
        self.maximumLength = node.maximumLength
        guard append(node) else { return nil }
        instructions.append(.match)
    }

    private mutating func append(_ node: PatternNode) -> Bool {
        guard instructions.count < Self.instructionLimit else { return false }
        switch node {
        case .set(let set): instructions.append(.set(set))
        case .sequence(let nodes): return nodes.allSatisfy { append($0) }
        case .alternatives(let nodes): return append(alternatives: nodes)
        case .repetition(let node, let minimum, let maximum):
            return append(repeating: node, minimum: minimum, maximum: maximum)
        case .assertion(let assertion): return append(assertion)
        }
        return true
    }

    private mutating func append(_ assertion: PatternNode.Assertion) -> Bool {
        switch assertion {
        case .start: instructions.append(.start)
        case .end: instructions.append(.end)
        case .wordBoundary(let isNegated): instructions.append(.wordBoundary(isNegated: isNegated))
        case .behind(let set, let isNegated): instructions.append(.behind(set, isNegated: isNegated))
        case .ahead(let node, let isNegated):
            guard let program = PatternProgram(node) else { return false }
            instructions.append(.ahead(program, isNegated: isNegated))
        }
        return true
    }

    private mutating func append(alternatives nodes: [PatternNode]) -> Bool {
        var jumps: [Int] = []
        for (index, node) in nodes.enumerated() {
            let isLast = index == nodes.count - 1
            let split = instructions.count
            if !isLast { instructions.append(.split(split + 1, 0)) }
            guard append(node) else { return false }
            if !isLast {
                jumps.append(instructions.count)
                instructions.append(.jump(0))
                instructions[split] = .split(split + 1, instructions.count)
            }
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
        return true
    }

    private mutating func append(repeating node: PatternNode, minimum: Int, maximum: Int?) -> Bool {
        for _ in 0..<minimum { guard append(node) else { return false } }
        guard let maximum else {
            let split = instructions.count
            instructions.append(.split(split + 1, 0))
            guard append(node) else { return false }
            instructions.append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return true
        }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(instructions.count)
            instructions.append(.split(instructions.count + 1, 0))
            guard append(node) else { return false }
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
        return true
    }

    /// Whether the whole text matches.
    func matches(_ text: [Unicode.Scalar]) -> Bool {
        if let maximumLength, text.count > maximumLength { return false }
        var steps = 0
        return run(text, from: 0, isWhole: true, steps: &steps)
    }

    private func run(_ text: [Unicode.Scalar], from start: Int, isWhole: Bool, steps: inout Int) -> Bool {
        var marks = [Int](repeating: -1, count: instructions.count)
        var threads: [Int] = []
        var next: [Int] = []
        var position = start
        if add(0, to: &threads, &marks, text, position, isWhole, &steps) { return true }
        while position < text.count, !threads.isEmpty, steps < Self.stepLimit {
            next.removeAll(keepingCapacity: true)
            for thread in threads {
                guard case .set(let set) = instructions[thread], set.contains(text[position]) else { continue }
                if add(thread + 1, to: &next, &marks, text, position + 1, isWhole, &steps) { return true }
            }
            swap(&threads, &next)
            position += 1
        }
        return false
    }

    /// Follows a thread to the characters it waits for; `true` when it has matched.
    private func add(
        _ instruction: Int,
        to threads: inout [Int],
        _ marks: inout [Int],
        _ text: [Unicode.Scalar],
        _ position: Int,
        _ isWhole: Bool,
        _ steps: inout Int
    ) -> Bool {
        var pending = [instruction]
        while let index = pending.popLast() {
            if marks[index] == position { continue }
            marks[index] = position
            steps += 1
            switch instructions[index] {
            case .set: threads.append(index)
            case .jump(let target): pending.append(target)
            case .split(let first, let second): pending += [second, first]
            case .match: if !isWhole || position == text.count { return true }
            case let assertion:
                if holds(assertion, text, position, &steps) { pending.append(index + 1) }
            }
        }
        return false
    }

    private func holds(_ assertion: Instruction, _ text: [Unicode.Scalar], _ position: Int, _ steps: inout Int) -> Bool
    {
        switch assertion {
        case .start: return position == 0
        case .end: return position == text.count
        case .wordBoundary(let isNegated):
            let before = position > 0 && ScalarSet.word.contains(text[position - 1])
            let after = position < text.count && ScalarSet.word.contains(text[position])
            return (before != after) != isNegated
        case .behind(let set, let isNegated):
            return (position > 0 && set.contains(text[position - 1])) != isNegated
        case .ahead(let program, let isNegated):
            return program.run(text, from: position, isWhole: false, steps: &steps) != isNegated
        default: return true
        }
    }
}
