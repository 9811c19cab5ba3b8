/// A value that a policy compares with, compiled for its operator.
enum Operand: Sendable {
    case pattern(Pattern, ignoringCase: Bool)
    case arn(ARNPattern)
    case number(DecimalNumber, ConditionOperator.Order)
    case date(Instant, ConditionOperator.Order)
    case address(AddressRange)
    case bytes([UInt8])
    /// For `Null`: whether the key is to be absent.
    case absence(Bool)
    /// Not of the operator's type: equal to nothing.
    case unusable

    init(_ text: String, for comparison: ConditionOperator.Comparison, variables: Bool) {
        var options: Pattern.Options = variables ? .variables : []
        switch comparison {
        case .string: self = .pattern(Pattern(text, options: options), ignoringCase: false)
        case .stringLike:
            options.insert(.wildcards)
            self = .pattern(Pattern(text, options: options), ignoringCase: false)
        case .stringIgnoringCase, .bool:
            options.insert(.ignoringCase)
            self = .pattern(Pattern(text, options: options), ignoringCase: true)
        case .arn: self = .arn(ARNPattern(text, variables: variables, variablesInEverySegment: true))
        case .number(let order): self = DecimalNumber(text).map { .number($0, order) } ?? .unusable
        case .date(let order): self = Instant(text).map { .date($0, order) } ?? .unusable
        case .address: self = AddressRange(text).map(Operand.address) ?? .unusable
        case .binary: self = Base64.decode(text).map(Operand.bytes) ?? .unusable
        case .null:
            switch text.lowercased() {
            case "true": self = .absence(true)
            case "false": self = .absence(false)
            default: self = .unusable
            }
        }
    }

    /// The variables whose value the request has to know.
    var variables: [Pattern.Variable] {
        switch self {
        case .pattern(let pattern, _): pattern.variables
        case .arn(let pattern): pattern.variables
        default: []
        }
    }

    /// Whether a value of the request matches; `nil` when a variable has no value in the request.
    func matches(_ value: String, in request: AuthorizationRequest) -> Bool? {
        switch self {
        case .pattern(let pattern, let ignoringCase):
            guard let glob = pattern.resolved(for: request, ignoringCase: ignoringCase) else { return nil }
            return glob.matches(ignoringCase ? value.lowercased() : value)
        case .arn(let pattern): return pattern.matches(SegmentedARN(value), in: request)
        case .number(let number, let order): return DecimalNumber(value).map { order.holds($0, number) } ?? false
        case .date(let date, let order): return Instant(value).map { order.holds($0, date) } ?? false
        case .address(let range): return AddressRange(value).map(range.contains) ?? false
        case .bytes(let bytes): return Base64.decode(value) == bytes
        case .absence, .unusable: return false
        }
    }
}
