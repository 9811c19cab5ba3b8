import KMSModel
import Wire

/// What tags of keys may be. Source: "Tags in AWS KMS" in the developer guide.
enum TagRules {
    private static let limit = 50

    /// The tags by their names, or AWS's refusal.
    static func tags(_ tags: [Tag]) throws(ServiceError) -> [String: String] {
        var named: [String: String] = [:]
        for tag in tags {
            if tag.tagKey.lowercased().hasPrefix("aws:") { throw KMSError.tag("Tags beginning with aws: are reserved") }
            if named.updateValue(tag.tagValue, forKey: tag.tagKey) != nil { throw KMSError.tag("Duplicate tag keys") }
        }
        try checkCount(named)
        return named
    }

    static func checkCount(_ tags: [String: String]) throws(ServiceError) {
        if tags.count > limit { throw KMSError.tag("Too many tags") }
    }
}
