/// A condition operator as a policy names it, such as `ForAllValues:StringNotLikeIfExists`.
struct ConditionOperator: Hashable, Sendable {
    /// What is compared, and how.
    enum Comparison: Hashable, Sendable {
        case string, stringIgnoringCase, stringLike, arn, bool, binary, address, null
        case number(Order)
        case date(Order)
    }

    /// How two ordered values must stand to each other.
    enum Order: Hashable, Sendable {
        case equal, less, lessOrEqual, greater, greaterOrEqual

        /// Whether the request's value stands so to the policy's.
        func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    /// How the values of a key with several values are taken together.
    enum Quantifier: Hashable, Sendable {
        case none, forAllValues, forAnyValue
    }

    var comparison: Comparison
    var isNegated = false
    var quantifier = Quantifier.none
    var ifExists = false

    init?(_ name: String) {
        var name = name[...]
        for (prefix, quantifier) in [("ForAllValues:", Quantifier.forAllValues), ("ForAnyValue:", .forAnyValue)]
        where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
            self.quantifier = quantifier
            break
        }
        if name.hasSuffix("IfExists") {
            name = name.dropLast("IfExists".count)
            ifExists = true
        }
        guard let (comparison, isNegated) = Self.named[String(name)] else { return nil }
        // `Null` is itself the test for existence; IAM knows no `NullIfExists`.
        guard comparison != .null || !ifExists else { return nil }
        self.comparison = comparison
        self.isNegated = isNegated
    }

    private static let named: [String: (Comparison, Bool)] = [
        "StringEquals": (.string, false), "StringNotEquals": (.string, true),
        "StringEqualsIgnoreCase": (.stringIgnoringCase, false),
        "StringNotEqualsIgnoreCase": (.stringIgnoringCase, true),
        "StringLike": (.stringLike, false), "StringNotLike": (.stringLike, true),
        "NumericEquals": (.number(.equal), false), "NumericNotEquals": (.number(.equal), true),
        "NumericLessThan": (.number(.less), false), "NumericLessThanEquals": (.number(.lessOrEqual), false),
        "NumericGreaterThan": (.number(.greater), false),
        "NumericGreaterThanEquals": (.number(.greaterOrEqual), false),
        "DateEquals": (.date(.equal), false), "DateNotEquals": (.date(.equal), true),
        "DateLessThan": (.date(.less), false), "DateLessThanEquals": (.date(.lessOrEqual), false),
        "DateGreaterThan": (.date(.greater), false), "DateGreaterThanEquals": (.date(.greaterOrEqual), false),
        "Bool": (.bool, false), "BinaryEquals": (.binary, false), "Null": (.null, false),
        "IpAddress": (.address, false), "NotIpAddress": (.address, true),
        "ArnEquals": (.arn, false), "ArnLike": (.arn, false),
        "ArnNotEquals": (.arn, true), "ArnNotLike": (.arn, true),
    ]
}
