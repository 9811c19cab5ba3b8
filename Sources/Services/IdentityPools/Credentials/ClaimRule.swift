import Wire

/// One rule of a role mapping, asked of a token's claims. A claim that is absent matches no rule, `NotEqual` neither.
struct ClaimRule: Sendable {
    let rule: StoredRoleMapping.Rule

    init(_ rule: StoredRoleMapping.Rule) {
        self.rule = rule
    }

    /// Of a claim with several values, one must match; for `NotEqual`, all.
    func matches(_ claims: Document) -> Bool {
        guard let values = claims[rule.claim]?.claimTexts.map({ Array($0.utf8) }), !values.isEmpty else { return false }
        // By bytes: canonically equivalent texts are not the same claim.
        let wanted = Array(rule.value.utf8)
        switch rule.match {
        case "Equals": return values.contains(wanted)
        case "NotEqual": return !values.contains(wanted)
        case "StartsWith": return values.contains { $0.starts(with: wanted) }
        case "Contains": return values.contains { $0.contains(wanted) }
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
