import LogsModel
import Wire

/// How long a group may keep its events.
enum Retention {
    /// Source: PutRetentionPolicy in the API reference.
    static let choices = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]

    static func check(_ days: Int) throws(ServiceError) {
        guard choices.contains(days) else {
            throw LogsError.invalidParameter(
                "1 validation error detected: Value '\(days)' at 'retentionInDays' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: \(choices)")
        }
    }
}
