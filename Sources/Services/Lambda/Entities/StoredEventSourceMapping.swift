import Kernel

/// A source whose records a function is to be given.
struct StoredEventSourceMapping: Codable, Hashable, Sendable {
    let account: AccountID
    let region: Region
    /// A UUID.
    let uuid: String
    let eventSourceARN: String?
    /// The function, version or alias that is invoked.
    var functionARN: String
    var isEnabled: Bool
    var batchSize: Int
    /// Seconds.
    var batchingWindow: Int
    let startingPosition: String?
    /// Milliseconds since 1970.
    let startingTime: Int64?
    var onFailure: String?
    /// Seconds; -1 for without end.
    var maximumRecordAge: Int?
    /// -1 for without end.
    var maximumRetryAttempts: Int?
    var parallelizationFactor: Int?
    var bisectsBatchOnError: Bool?
    /// Seconds.
    var tumblingWindow: Int?
    var responseTypes: [String]
    /// JSON patterns.
    var filters: [String]
    var maximumConcurrency: Int?
    var tags: [String: String] = [:]
    /// Milliseconds since 1970.
    var modifiedAt: Int64

    var arn: String { "arn:aws:lambda:\(region):\(account):event-source-mapping:\(uuid)" }
}
