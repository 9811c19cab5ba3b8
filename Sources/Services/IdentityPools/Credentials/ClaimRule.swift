import Wire

/// One rule of a role mapping, asked of a token's claims. A claim that is absent matches no rule, `NotEqual` neither.
struct ClaimRule: Sendable {
    let rule: StoredRoleMapping.Rule

    init(_ rule: StoredRoleMapping.Rule) {
        self.rule = rule
    }

    /// Of a claim with several values, one must match; for `NotEqual`, all.
    func matches(_ claims: Document) -> Bool {
        guard let values = claims[rule.claim]?.claimTexts, !values.isEmpty else { return false }
        switch rule.match {
        case "Equals": return values.contains(rule.value)
        case "NotEqual": return !values.contains(rule.value)
        case "StartsWith": return values.contains { $0.hasPrefix(rule.value) }
        case "Contains": return values.contains { $0.contains(rule.value) }
        default: return false
        }
    }
}

extension Document {
    /// A claim as rules and tags read it: texts, numbers and truth values, alone or in an array.
    var claimTexts: [String] {
        switch self {
        case .array(let elements): elements.compactMap(\.claimText)
        default: claimText.map { [$0] } ?? []
        }
    }

    private var claimText: String? {
        switch self {
        case .string(let text): text
        case .array, .object, .null: nil
        default: String(decoding: json, as: UTF8.self)
        }
    }
}
