import Wire

/// What tags may be, and how policies see them.
///
/// Source: "Using tags on Lambda functions" in the developer guide.
enum TagRules {
    /// How many tags a resource may have.
    static let limit = 50

    /// Refuses too many tags, and keys and values that no tag may have.
    static func check(_ tags: [String: String]) throws(ServiceError) {
        guard tags.count <= limit else { throw Refusal.invalid("Number of tags exceeds resource tag limit.") }
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            guard (1...128).contains(key.unicodeScalars.count) else {
                throw Refusal.invalid("Tag key must have length between 1 and 128: \(key)")
            }
            guard value.unicodeScalars.count <= 256 else {
                throw Refusal.invalid("Tag value must have length less than or equal to 256: \(value)")
            }
            guard !key.lowercased().hasPrefix("aws:") else {
                throw Refusal.invalid("Tag keys may not begin with aws: (\(key))")
            }
        }
    }

    /// The condition keys by which policies see the tags of what is acted on.
    static func resourceContext(_ tags: [String: String]) -> [String: [String]] {
        Dictionary(tags.map { ("aws:ResourceTag/\($0.key)", [$0.value]) }) { first, _ in first }
    }

    /// The condition keys by which policies see the tags that a request brings.
    static func requestContext(_ tags: [String: String]?) -> [String: [String]] {
        guard let tags, !tags.isEmpty else { return [:] }
        var context = ["aws:TagKeys": tags.keys.sorted()]
        for (key, value) in tags { context["aws:RequestTag/\(key)"] = [value] }
        return context
    }
}
