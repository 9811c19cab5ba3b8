/// The tags of one entity, in the order of their keys.
///
/// Two keys that differ only by case are one: the later takes the place of the earlier (IAM user guide, "Tags for IAM
/// resources").
struct TagSet: Hashable, Sendable {
    /// A key with its value.
    struct Entry: Hashable, Sendable, Codable {
        var key: String
        var value: String
    }

    /// How many tags an entity may have.
    static let limit = 50

    private(set) var tags: [Entry] = []

    init() {}

    init(_ tags: some Sequence<Entry>) {
        for tag in tags { set(tag.key, to: tag.value) }
    }

    /// Adds a tag or replaces the one whose key is the same without case.
    mutating func set(_ key: String, to value: String) {
        remove(key)
        let place = tags.firstIndex { key.unicodeScalars.lexicographicallyPrecedes($0.key.unicodeScalars) }
        tags.insert(Entry(key: key, value: value), at: place ?? tags.endIndex)
    }

    /// Removes the tag of a key, whatever its case; nothing happens where there is none.
    mutating func remove(_ key: String) {
        let folded = key.lowercased()
        tags.removeAll { $0.key.lowercased() == folded }
    }

    /// The tags as policies see them.
    var dictionary: [String: String] {
        Dictionary(tags.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }

    var isEmpty: Bool { tags.isEmpty }
    var count: Int { tags.count }
}

extension TagSet: Codable {
    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([Entry].self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tags)
    }
}
