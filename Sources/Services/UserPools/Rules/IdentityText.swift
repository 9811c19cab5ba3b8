import Wire

/// The attribute `identities`: a user's accounts at other providers, as JSON.
///
/// Source: the sample answer in the API reference of AdminGetUser.
enum IdentityText {
    static let attribute = "identities"

    /// `nil` where there are none.
    static func json(of identities: [LinkedIdentity]) -> String? {
        guard !identities.isEmpty else { return nil }
        return String(decoding: Document.array(identities.map { document(of: $0) }).json, as: UTF8.self)
    }

    private static func document(of identity: LinkedIdentity) -> Document {
        .object([
            .init("userId", .string(identity.userID)),
            .init("providerName", .string(identity.providerName)),
            .init("providerType", .string(identity.providerType)),
            .init("issuer", identity.issuer.map { .string($0) } ?? .null),
            .init("primary", .boolean(identity.isPrimary)),
            .init("dateCreated", .integer(Int(identity.createdAt))),
        ])
    }
}
