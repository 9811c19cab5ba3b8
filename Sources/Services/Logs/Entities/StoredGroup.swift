import Kernel
import Wire

/// A log group.
struct StoredGroup: Hashable, Sendable, Codable {
    var account: AccountID
    var region: Region
    var name: String
    /// Chosen at random when the group is made: a later group of the same name has another.
    var id: Int64
    /// Milliseconds.
    var createdAt: Int64
    /// `STANDARD` or `INFREQUENT_ACCESS`.
    var kind: String
    var retentionDays: Int?
    /// Whether it may not be deleted.
    var isProtected = false
    var tags: [String: String] = [:]

    /// Events before this moment (milliseconds) are no more; 0 where all are kept.
    func horizon(at time: Timestamp) -> Int64 {
        guard let retentionDays else { return 0 }
        return max(time.milliseconds - Int64(retentionDays) * Self.day, 0)
    }

    /// Milliseconds.
    static let day: Int64 = 86_400_000
}
