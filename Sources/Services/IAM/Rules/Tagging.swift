import IAMModel

extension TagSet {
    /// The tags of a request that makes something; refuses two keys that differ only by case.
    init(creating tags: [IAMModel.Tag]?) throws {
        self.init()
        try merge(tags ?? [])
    }

    /// Adds a request's tags; refuses repeated keys and more than 50 in all.
    mutating func merge(_ new: [IAMModel.Tag]) throws {
        guard Set(new.map { $0.key.lowercased() }).count == new.count else {
            throw IAMError.invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        }
        for tag in new { set(tag.key, to: tag.value) }
        guard count <= Self.limit else {
            throw IAMError.limitExceeded("The number of tags has reached the maximum limit.")
        }
    }

    /// The tags as answers carry them; `nil` where there are none, as AWS leaves the element out.
    var wire: [IAMModel.Tag]? {
        isEmpty ? nil : tags.map { IAMModel.Tag(key: $0.key, value: $0.value) }
    }

    /// The condition keys by which policies see the tags of what is acted on.
    var resourceContext: [String: [String]] {
        var context: [String: [String]] = [:]
        for tag in tags {
            context["iam:ResourceTag/\(tag.key)"] = [tag.value]
            context["aws:ResourceTag/\(tag.key)"] = [tag.value]
        }
        return context
    }

    /// The condition keys by which policies see the tags that a request brings.
    static func requestContext(_ tags: [IAMModel.Tag]?) -> [String: [String]] {
        guard let tags, !tags.isEmpty else { return [:] }
        var context = ["aws:TagKeys": tags.map(\.key)]
        for tag in tags { context["aws:RequestTag/\(tag.key)"] = [tag.value] }
        return context
    }
}
