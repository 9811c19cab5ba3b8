/// What an operation wants with a key, as policies and grants see it.
struct KeyRequest: Sendable {
    /// AWS's name without `kms:`, such as `Decrypt`; grants use the same names.
    var operation: String
    /// As the caller named it.
    var key: String
    var forms: KeyName.Forms
    /// Whether keys of other accounts are within reach, by ARN.
    var reachesOthers: Bool
    /// `nil` for operations that know none.
    var encryptionContext: [String: String]?
    var grantTokens: [String]
    /// Condition keys of this operation.
    var conditions: [String: [String]]
    /// Whether they tell of another key of the request, which was named by an alias.
    var hasMovingConditions = false
    /// What denials call the key, where the caller did not name it.
    var keyText: String?
    /// What a new grant is to say, where one is asked for.
    var delegation: GrantTerms?

    /// An operation that administers a key of the caller's own account.
    init(administering key: String, by operation: String, conditions: [String: [String]] = [:]) {
        self.init(operation, key, forms: .keysOnly, reachesOthers: false, conditions: conditions)
    }

    init(
        _ operation: String, _ key: String, forms: KeyName.Forms = .keysAndAliases, reachesOthers: Bool = true,
        encryptionContext: [String: String]? = nil, grantTokens: [String]? = nil,
        conditions: [String: [String]] = [:], delegation: GrantTerms? = nil
    ) {
        self.operation = operation
        self.key = key
        self.forms = forms
        self.reachesOthers = reachesOthers
        self.encryptionContext = encryptionContext
        self.grantTokens = grantTokens ?? []
        self.conditions = conditions
        self.delegation = delegation
    }

    /// An operation that encrypts or decrypts; without a context it is under the empty one.
    static func use(
        _ operation: String, _ key: String, under context: [String: String]?, tokens: [String]?,
        conditions: [String: [String]] = [:]
    ) -> KeyRequest {
        KeyRequest(
            operation, key, encryptionContext: context ?? [:], grantTokens: tokens,
            conditions: conditions.merging(["kms:EncryptionAlgorithm": ["SYMMETRIC_DEFAULT"]]) { given, _ in given })
    }
}
