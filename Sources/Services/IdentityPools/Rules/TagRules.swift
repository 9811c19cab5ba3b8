import IdentityPoolsModel
import Kernel
import Wire

/// What tags may be, and how policies see them.
///
/// Source: "Tagging Amazon Cognito resources" in the developer guide.
enum TagRules {
    /// How many tags a pool may have.
    static let limit = 50

    /// Refuses too many tags, and keys that are AWS's own.
    static func check(_ tags: [String: String]) throws(ServiceError) {
        guard tags.count <= limit else {
            throw Refusal.invalid("The number of tags exceeds the limit of \(limit).")
        }
        for key in tags.keys.sorted() where key.lowercased().hasPrefix("aws:") {
            throw Refusal.invalid("Tag key \(key) is invalid: aws: is reserved for AWS use.")
        }
    }

    /// The id of the pool that an ARN names; only pools have tags. One of another region is not found, one of another
    /// account is closed.
    static func pool(_ arn: String, in call: Call) throws -> IdentityPoolID {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0...2].elementsEqual(["arn", "aws", "cognito-identity"]),
            parts[5].hasPrefix("identitypool/")
        else { throw Refusal.invalid("Invalid resource ARN: \(arn)") }
        let id = IdentityPoolID(String(parts[5].dropFirst("identitypool/".count)))
        guard id.region == call.region, parts[3] == call.region.name else { throw Refusal.noPool(id) }
        guard parts[4] == call.account.digits else { throw Refusal.forbidden(id) }
        return id
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
