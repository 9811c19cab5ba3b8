/// A policy, checked and compiled once.
package struct PolicyDocument: Hashable, Sendable {
    /// What a policy is attached to, which decides the elements it may and must have.
    package enum Kind: Hashable, Sendable {
        /// A managed policy: no Principal, a Resource, version 2012-10-17.
        case identity
        /// An inline policy of a user, group or role: as `identity`, but of any version.
        case inline
        /// A permissions boundary.
        case boundary
        /// A session policy.
        case session
        /// A resource's policy: needs a Principal.
        case resource
        /// A role's trust policy: needs a Principal, may not have a Resource.
        case trust
    }

    /// The text as it was given.
    package let text: String
    package let kind: Kind
    /// The version of the policy language, where one is named.
    package let version: String?
    /// The Id element.
    package let id: String?
    let statements: [PolicyStatement]

    /// The longest text that any of AWS's policy parameters takes (131,072 characters), in bytes of UTF-8.
    package static let maximumBytes = 262_144

    /// Reads and checks a policy; throws with AWS's own message.
    package init(parsing text: String, as kind: Kind) throws(MalformedPolicy) {
        self = try PolicyReader.read(text, as: kind)
    }

    init(text: String, kind: Kind, version: String?, id: String?, statements: [PolicyStatement]) {
        self.text = text
        self.kind = kind
        self.version = version
        self.id = id
        self.statements = statements
    }

    package static func == (left: PolicyDocument, right: PolicyDocument) -> Bool {
        left.kind == right.kind && left.text == right.text
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }

    package var statementCount: Int { statements.count }

    /// The length that counts against IAM's quotas: characters without white space.
    package var quotaLength: Int {
        text.unicodeScalars.count { !$0.properties.isWhitespace }
    }

    /// The principals that the policy names, in order, without repetition; the service checks that they exist.
    package var principals: [PolicyPrincipal] {
        var seen: Set<PolicyPrincipal> = []
        return statements.flatMap { $0.principal?.principals ?? [] }.filter { seen.insert($0).inserted }
    }

    /// Every condition key that conditions and variables mention, in order, as first spelled.
    package var contextKeys: [String] {
        var seen: Set<String> = []
        return statements.flatMap(\.contextKeys).filter { seen.insert($0.lowercased()).inserted }
    }
}
