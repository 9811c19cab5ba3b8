import Kernel

/// A user pool: what was fixed when it was made, and what may change.
struct StoredPool: Codable, Hashable, Sendable {
    let id: PoolID
    let account: AccountID
    var name: String
    /// Milliseconds since 1970.
    let createdAt: Int64
    var modifiedAt: Int64
    /// Of `email`, `phone_number`, `preferred_username`: verified values sign in beside the user name.
    let aliasAttributes: [String]
    /// Of `email`, `phone_number`: sign in instead of a user name, which the pool then makes itself.
    let usernameAttributes: [String]
    /// As it was said when the pool was made; `nil` where it was not, which is case sensitive.
    let caseSensitivity: Bool?
    /// Standard attributes, then custom ones by their full names (`custom:team`).
    var schema: [SchemaAttribute]
    var settings: PoolSettings
    var tags: [String: String]
    /// Set once `DeleteUserPool` was accepted: the pool is found no more, and its users are being swept.
    var isDeleted = false

    var arn: String { id.arn(account: account) }

    var isCaseSensitive: Bool { caseSensitivity ?? true }

    /// The form in which names and aliases are compared: in lower case where the pool is case insensitive.
    func folded(_ text: String) -> String { isCaseSensitive ? text : text.lowercased() }
}

/// One attribute of a pool's schema.
struct SchemaAttribute: Codable, Hashable, Sendable {
    /// `String`, `Number`, `DateTime` or `Boolean`.
    var type: String
    /// `email`, `custom:team` or `dev:custom:team`.
    var name: String
    var isDeveloperOnly: Bool
    var isMutable: Bool
    var isRequired: Bool
    var minLength: String?
    var maxLength: String?
    var minValue: String?
    var maxValue: String?
    /// Whether the answer carries string (or number) constraints at all, even empty ones.
    var hasConstraints: Bool
}
