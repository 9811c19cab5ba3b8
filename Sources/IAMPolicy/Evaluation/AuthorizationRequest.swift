/// One thing that a caller wants to do, with all that policies may ask about it.
package struct AuthorizationRequest: Sendable {
    package let caller: Caller
    /// Such as `iam:CreateUser`.
    package let action: String
    /// The account that owns the resource; `nil` where it is the caller's own.
    package let resourceAccount: String?
    let foldedAction: String
    let arn: SegmentedARN
    private let context: [String: [String]]

    /// - Parameters:
    ///   - resource: the ARN acted on, or `*` for actions that know no resource.
    ///   - context: values of condition keys, whose names are the same in upper and lower case. Keys that follow from
    ///     the caller (`aws:username`, `aws:userid`, `aws:PrincipalArn`, …) are added where they are not given.
    package init(
        caller: Caller,
        action: String,
        resource: String,
        resourceAccount: String? = nil,
        context: [String: [String]] = [:]
    ) {
        self.caller = caller
        self.action = action
        self.resourceAccount = resourceAccount
        foldedAction = action.lowercased()
        arn = SegmentedARN(resource)
        if context.keys.contains(where: \.hasUppercase) {
            self.context = Dictionary(context.map { ($0.lowercased(), $1) }, uniquingKeysWith: { first, _ in first })
        } else {
            self.context = context
        }
    }

    package var resource: String { arn.text }

    /// The values of a condition key named in lower case; `nil` or empty where the request does not have it.
    func values(of key: String) -> [String]? {
        if let values = context[key] { return values }
        guard key.utf8.starts(with: "aws:".utf8) else { return nil }
        if key == "aws:resourceaccount" { return (resourceAccount ?? caller.account).map { [$0] } }
        return caller.contextValue(of: key).map { [$0] }
    }

    /// What a policy variable stands for: a key with several values cannot be one (IAM's page on multivalued keys).
    func value(of variable: Pattern.Variable) -> String? {
        guard let values = values(of: variable.key), values.count == 1 else { return variable.fallback }
        return values[0]
    }
}

extension String {
    /// Whether lowercasing would change anything.
    fileprivate var hasUppercase: Bool {
        utf8.contains { (0x41...0x5A).contains($0) || $0 >= 0x80 }
    }
}
