internal import Crypto
internal import Kernel
internal import SAMLAssertions
internal import STSModel
internal import Wire

/// Somebody for whom a SAML provider vouches, with all that STS reads of the assertion.
///
/// Source: "Configure SAML assertions for the authentication response" and "Available keys for SAML-based AWS STS
/// federation" in the IAM User Guide.
struct SAMLIdentity: Sendable {
    private static let prefix = "https://aws.amazon.com/SAML/Attributes/"
    private static let tagPrefix = prefix + "PrincipalTag:"
    private static let formatPrefix = "urn:oasis:names:tc:SAML:2.0:nameid-format:"

    let subject: String
    /// `persistent`, `transient`, or the whole format.
    let subjectType: String
    let issuer: String
    let recipient: String
    /// Tells equal subjects of different providers apart.
    let nameQualifier: String
    let sessionName: String
    let sourceIdentity: String?
    let tags: [SessionTags.Tag]
    let transitiveTagKeys: [String]
    let sessionEnd: Int64?
    /// Pairs of a role and a provider, in either order.
    private let roles: [Set<String>]

    init(_ assertion: VerifiedAssertion, providerName: String, account: AccountID) throws(ServiceError) {
        func values(_ name: String) -> [String] { assertion.attributes[Self.prefix + name] ?? [] }
        subject = assertion.subject
        let format = assertion.subjectFormat ?? Self.formatPrefix + "unspecified"
        subjectType =
            format.hasPrefix(Self.formatPrefix) ? String(format.dropFirst(Self.formatPrefix.count)) : format
        issuer = assertion.issuer
        recipient = assertion.recipient
        let digest = Insecure.SHA1.hash(data: Array("\(assertion.issuer)\(account)/\(providerName)".utf8))
        nameQualifier = String(decoding: Base64.encode(Array(digest)), as: UTF8.self)
        guard let sessionName = values("RoleSessionName").first else {
            throw STSError.invalidIdentityToken("RoleSessionName is required in AuthnResponse")
        }
        guard Self.isName(sessionName) else {
            throw STSError.invalidIdentityToken("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")
        }
        self.sessionName = sessionName
        sourceIdentity = values("SourceIdentity").first
        if let sourceIdentity, !Self.isName(sourceIdentity) || sourceIdentity.hasPrefix("aws:") {
            throw STSError.invalidIdentityToken(
                "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"")
        }
        tags = assertion.attributes.filter { $0.key.hasPrefix(Self.tagPrefix) }.sorted { $0.key < $1.key }
            .compactMap { name, values in
                values.first.map { SessionTags.Tag(key: String(name.dropFirst(Self.tagPrefix.count)), value: $0) }
            }
        transitiveTagKeys = values("TransitiveTagKeys")
        sessionEnd = assertion.sessionEnd
        roles = values("Role").map { pair in
            Set(pair.split(separator: ",").map { $0.trimmingSpaces })
        }
    }

    /// Whether the provider lets its people have this role through it.
    func allows(role: String, provider: String) -> Bool {
        roles.contains([role, provider])
    }

    /// What trust policies may ask, and the session's own policies later.
    var context: [String: [String]] {
        [
            "saml:aud": [recipient], "saml:iss": [issuer], "saml:sub": [subject], "saml:sub_type": [subjectType],
            "saml:namequalifier": [nameQualifier],
        ]
    }

    /// `[a-zA-Z_0-9+=,.@-]{2,64}`
    private static func isName(_ text: String) -> Bool {
        (2...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "_+=,.@-".utf8.contains(byte)
                }
            }
    }
}

extension Substring {
    /// Without spaces at either end.
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
