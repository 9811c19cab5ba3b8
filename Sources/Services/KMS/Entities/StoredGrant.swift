import Kernel

/// Leave to use a key, given to one principal beside all policies.
struct StoredGrant: Codable, Hashable, Sendable {
    let key: KeyAddress
    /// 64 hexadecimal digits.
    let id: String
    let terms: GrantTerms
    /// The account that made it.
    let issuer: AccountID
    /// Milliseconds since 1970.
    let createdAt: Int64
}

/// What a grant says.
struct GrantTerms: Codable, Hashable, Sendable {
    var name: String?
    /// An ARN, or the name of one of our own services.
    var grantee: String
    var retirer: String?
    /// `Decrypt`, `GenerateDataKey`, …, in the order in which they were given.
    var operations: [String]
    /// Pairs that an encryption context must have among others.
    var subset: [String: String]?
    /// The encryption context, to the letter.
    var exact: [String: String]?
}
