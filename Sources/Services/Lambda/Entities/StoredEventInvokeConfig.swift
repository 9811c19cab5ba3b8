/// How asynchronous invocations of a function, version or alias are retried, and where their records go.
struct StoredEventInvokeConfig: Codable, Hashable, Sendable {
    let id: FunctionID
    /// `$LATEST`, a version's number or an alias.
    let qualifier: String
    var maximumRetryAttempts: Int?
    /// Seconds.
    var maximumEventAge: Int?
    /// ARNs.
    var onSuccess: String?
    var onFailure: String?
    /// Milliseconds since 1970.
    var modifiedAt: Int64
}
