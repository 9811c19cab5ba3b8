internal import Kernel
internal import Wire

/// The tags of a session to be: those that the caller passes, and those that its own session hands down.
///
/// Source: "Pass session tags in AWS STS" in the IAM User Guide; the texts are AWS's answers.
struct SessionTags: Hashable, Sendable {
    /// One tag as a request passes it.
    struct Tag: Hashable, Sendable {
        var key: String
        var value: String
    }

    static let none = SessionTags(tags: [:], transitiveKeys: [])

    private(set) var tags: [String: String]
    private(set) var transitiveKeys: [String]

    /// Most tags of one session.
    private static let limit = 50

    private init(tags: [String: String], transitiveKeys: [String]) {
        self.tags = tags
        self.transitiveKeys = transitiveKeys
    }

    /// Keys are the same in upper and lower case; what the caller's role session hands down cannot be set anew.
    init(passing given: [Tag], transitive keys: [String], from caller: Principal = .anonymous) throws(ServiceError) {
        self = Self.inherited(from: caller)
        let inheritedKeys = Set(transitiveKeys.map { $0.lowercased() })
        var seen: Set<String> = []
        for tag in given {
            let folded = tag.key.lowercased()
            guard seen.insert(folded).inserted else {
                throw Self.invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
            }
            guard !inheritedKeys.contains(folded) else {
                throw Self.invalid(
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive "
                        + "tag key from the calling session.")
            }
            guard !folded.hasPrefix("aws:") else {
                throw Self.invalid("Tag keys that begin with aws: are reserved for system use.")
            }
            tags[tag.key] = tag.value
        }
        guard keys.allSatisfy({ seen.contains($0.lowercased()) }) else {
            throw Self.invalid("The specified transitive tag key must be included in the requested tags.")
        }
        guard tags.count <= Self.limit else {
            throw Self.invalid("The session has more than \(Self.limit) tags.")
        }
        transitiveKeys += keys
    }

    var isEmpty: Bool { tags.isEmpty }

    /// What policies may ask about the tags.
    var context: [String: [String]] {
        guard !isEmpty else { return [:] }
        var context = Dictionary(uniqueKeysWithValues: tags.map { ("aws:RequestTag/\($0)", [$1]) })
        context["aws:TagKeys"] = tags.keys.sorted()
        if !transitiveKeys.isEmpty { context["sts:TransitiveTagKeys"] = transitiveKeys }
        return context
    }

    private static func inherited(from caller: Principal) -> SessionTags {
        guard let session = caller.roleSession else { return .none }
        let keys = Set(session.transitiveTagKeys.map { $0.lowercased() })
        return SessionTags(
            tags: session.tags.filter { keys.contains($0.key.lowercased()) }, transitiveKeys: session.transitiveTagKeys)
    }

    private static func invalid(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidParameterValue", status: 400, message: message)
    }
}
