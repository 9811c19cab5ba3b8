import IAMModel
import IAMPolicy
import Wire

/// What IAM checks of policy documents before it keeps them, and how it sends them back.
///
/// Quotas: "IAM and AWS STS quotas" in the IAM user guide; white space never counts.
enum PolicyText {
    /// Characters in a managed policy.
    static let managedLimit = 6144
    /// Characters in a role trust policy.
    static let trustLimit = 2048

    /// Characters in all inline policies of one entity together.
    static func inlineLimit(of kind: PolicyHolder.Kind) -> Int {
        switch kind {
        case .user: 2048
        case .group: 5120
        case .role: 10240
        }
    }

    /// Parses a document; refuses it with AWS's own text.
    @discardableResult
    static func check(_ text: String, as kind: PolicyDocument.Kind) throws -> PolicyDocument {
        do {
            return try PolicyDocument(parsing: text, as: kind)
        } catch {
            throw IAMError.malformedPolicyDocument(error.message)
        }
    }

    /// A managed policy's text, as CreatePolicy and CreatePolicyVersion take it.
    static func checkManaged(_ text: String) throws {
        guard try check(text, as: .identity).quotaLength <= managedLimit else {
            throw IAMError.limitExceeded("Cannot exceed quota for PolicySize: \(managedLimit)")
        }
    }

    /// An inline policy's text, beside those that the entity has already.
    static func checkInline(_ text: String, of holder: PolicyHolder, beside others: [InlinePolicy]) throws {
        let length = try check(text, as: .inline).quotaLength
        let limit = inlineLimit(of: holder.kind)
        let total = others.reduce(length) { $0 + quotaLength(of: $1.document) }
        guard total <= limit else {
            throw IAMError.limitExceeded(
                "Maximum policy size of \(limit) bytes exceeded for \(holder.kind.rawValue) \(holder.name)")
        }
    }

    /// A trust policy's text; whether its principals exist is for `TrustedPrincipals` to find out.
    static func checkTrust(_ text: String) throws -> PolicyDocument {
        let document = try check(text, as: .trust)
        guard document.quotaLength <= trustLimit else {
            throw IAMError.limitExceeded("Cannot exceed quota for ACLSizePerRole: \(trustLimit)")
        }
        return document
    }

    /// Characters that are not white space.
    static func quotaLength(of text: String) -> Int {
        text.unicodeScalars.count { !$0.properties.isWhitespace }
    }

    /// The text percent-encoded as RFC 3986 has it, which is how IAM returns documents.
    static func encoded(_ text: String) -> String {
        PercentCoding.encode(text)
    }
}
