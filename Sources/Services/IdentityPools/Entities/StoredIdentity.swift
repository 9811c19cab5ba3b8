import Kernel

/// Somebody in an identity pool, with the logins that prove it; a guest where there never were any.
struct StoredIdentity: Codable, Hashable, Sendable {
    let id: IdentityID
    let pool: IdentityPoolID
    let account: AccountID
    /// In the order in which they were linked.
    var logins: [LinkedLogin] = []
    /// The identity that this one was merged into; it is good for nothing itself then.
    var mergedInto: IdentityID?
    /// Whether its last login was unlinked: nobody can prove to be it any more, and it is no guest again.
    var isAbandoned = false
    /// Milliseconds since 1970.
    let createdAt: Int64
    var modifiedAt: Int64

    var isGuest: Bool { logins.isEmpty && !isDisabled }
    var isDisabled: Bool { mergedInto != nil || isAbandoned }
}

/// An account at a provider, linked to an identity. Equal by bytes: to the provider `Kim` is nobody else, in whatever
/// form somebody writes the K.
struct LinkedLogin: Codable, Hashable, Sendable {
    /// The login key of an identity pool's own tokens: such a login proves an identity, whose id is its subject, and is
    /// never linked.
    static let ownProvider = PoolTokens.provider

    /// The login key.
    var provider: String
    /// The provider's own id of the person, or the developer's.
    var subject: String

    static func == (one: Self, other: Self) -> Bool {
        one.provider.hasSameBytes(as: other.provider) && one.subject.hasSameBytes(as: other.subject)
    }

    func hash(into hasher: inout Hasher) {
        for text in [provider, subject] { hasher.combine(Array(text.utf8)) }
    }
}
