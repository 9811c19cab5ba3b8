import Kernel
import Wire

/// What a token of an identity pool says.
package struct PoolTokenClaims: Hashable, Sendable {
    private static let tagsClaim = "https://aws.amazon.com/tags"
    private static let arnClaim = "\(PoolTokens.issuer)/identity-pool-arn"

    /// The `sub`.
    package let identity: String
    /// The `aud`.
    package let pool: String
    /// The `amr`.
    package let methods: [String]
    /// For those who verify the token elsewhere.
    private let poolARN: String
    /// What become session tags, each with one value.
    package let tags: [String: String]
    /// Seconds since 1970.
    let issuedAt: Int64
    let expiresAt: Int64

    init(
        _ identity: StoredIdentity, methods: [String], tags: [String: String], lifetime: Int64, at time: Timestamp
    ) {
        self.identity = identity.id.text
        self.pool = identity.pool.text
        poolARN = identity.pool.arn(account: identity.account)
        self.methods = methods
        self.tags = tags
        issuedAt = time.seconds
        expiresAt = time.seconds + lifetime
    }

    /// Reads the claims of a token that was verified; `nil` where one is missing.
    init?(_ claims: Document) {
        guard claims["iss"]?.text == PoolTokens.issuer, let identity = claims["sub"]?.text,
            let pool = claims["aud"]?.text, let expiry = claims["exp"]?.number, let issue = claims["iat"]?.number
        else { return nil }
        self.identity = identity
        self.pool = pool
        poolARN = claims[Self.arnClaim]?.text ?? ""
        methods = claims["amr"]?.elements.compactMap(\.text) ?? []
        tags = Self.tags(claims)
        issuedAt = Int64(issue)
        expiresAt = Int64(expiry)
    }

    /// The session tags among a token's claims.
    static func tags(_ claims: Document) -> [String: String] {
        (claims[tagsClaim]?["principal_tags"]?.members ?? []).reduce(into: [:]) { tags, member in
            tags[member.name] = member.value.elements.first?.text
        }
    }

    var document: Document {
        var members: [Document.Member] = [
            .init("sub", .string(identity)),
            .init("aud", .string(pool)),
            .init("amr", .array(methods.map { .string($0) })),
        ]
        if !tags.isEmpty {
            let values = tags.sorted { $0.key < $1.key }.map { Document.Member($0.key, .array([.string($0.value)])) }
            members.append(.init(Self.tagsClaim, .object([.init("principal_tags", .object(values))])))
        }
        return .object(
            members + [
                .init("iss", .string(PoolTokens.issuer)),
                .init(Self.arnClaim, .string(poolARN)),
                .init("exp", .integer(Int(expiresAt))),
                .init("iat", .integer(Int(issuedAt))),
            ])
    }
}
