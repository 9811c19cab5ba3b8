import Wire

/// Matches messages against one pattern, keeping what its regular expressions have learnt.
struct FilterMatcher {
    private let pattern: FilterPattern
    private var runs: [ExpressionRun]
    /// Steps taken so far, so that a search may stop and go on later.
    private(set) var work = 0

    init(_ pattern: FilterPattern) {
        self.pattern = pattern
        runs = pattern.expressions.map { ExpressionRun($0) }
    }

    /// Whether a message, as UTF-8, matches.
    mutating func matches(_ message: UnsafeBufferPointer<UInt8>) -> Bool {
        work += message.count
        switch pattern.form {
        case .everything: return true
        case .terms(let terms):
            work += message.count * terms.count
            return terms.matches(message) { self.finds($0, in: message) }
        case .json(let json):
            guard JSONPattern.mayBeObject(message), let document = try? Document(json: Array(message)) else {
                return false
            }
            return json.matches(document) { self.finds($0, in: $1) }
        case .fields(let fields):
            return fields.matches(message, FieldSplit(message)) { self.finds($0, in: $1) }
        }
    }

    /// The values that a pattern on fields takes from a message that matches; `nil` from one that does not.
    mutating func extract(from message: String) -> [String: String]? {
        var message = message
        return message.withUTF8 { bytes in
            guard matches(bytes) else { return nil }
            guard case .fields(let fields) = pattern.form else { return [:] }
            return fields.values(of: bytes, FieldSplit(bytes))
        }
    }

    private mutating func finds(_ expression: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        let found = runs[expression].isFound(in: text)
        work += text.count + runs[expression].takeWork()
        return found
    }
}
