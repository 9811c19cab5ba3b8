import LogsModel
import Wire

/// Tags of log groups.
enum Tagging {
    /// How many a group may have.
    static let limit = 50

    /// Puts tags beside those that a group has.
    static func merge(_ new: [String: String], into tags: inout [String: String], ofResource name: String) throws {
        for key in new.keys.sorted() where key.lowercased().hasPrefix("aws:") {
            throw LogsError.invalidParameter("aws: prefixed tag key names are not allowed for external use.")
        }
        tags.merge(new) { $1 }
        guard tags.count <= limit else {
            throw LogsError.tooManyTags("A resource can have no more than \(limit) tags.", resourceName: name)
        }
    }

    /// The condition keys by which policies see the tags that a request brings.
    static func requestContext(_ tags: [String: String]?) -> [String: [String]] {
        guard let tags, !tags.isEmpty else { return [:] }
        var context = ["aws:TagKeys": tags.keys.sorted()]
        for (key, value) in tags { context["aws:RequestTag/\(key)"] = [value] }
        return context
    }

    /// The condition keys by which policies see the tags of the group acted on.
    static func resourceContext(_ tags: [String: String]?) -> [String: [String]] {
        Dictionary(uniqueKeysWithValues: (tags ?? [:]).map { ("aws:ResourceTag/\($0.key)", [$0.value]) })
    }
}
