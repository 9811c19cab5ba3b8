package import Kernel
package import Wire

/// What a poller is to read, and how to hand it on.
package struct EventSourceFeed: Hashable, Sendable {
    /// Names the mapping; a poller that keeps its place in a stream keeps it under this.
    package var uuid: String
    package var account: AccountID
    package var region: Region
    package var source: ARN
    /// The function, version or alias that is invoked.
    package var functionARN: String
    package var batchSize: Int
    /// Seconds for which a batch may be gathered.
    package var batchingWindow: Int
    /// `TRIM_HORIZON`, `LATEST` or `AT_TIMESTAMP`; queues have none.
    package var startingPosition: String?
    package var startingTime: Timestamp?
    package var parallelizationFactor: Int
    /// Seconds; `nil` for without end.
    package var maximumRecordAge: Int?
    /// `nil` for without end.
    package var maximumRetryAttempts: Int?
    package var bisectsBatchOnError: Bool
    /// Whether the function answers which records of a batch failed.
    package var reportsItemFailures: Bool
    /// JSON patterns; a record that matches one of them is handed on, and every record where there are none.
    package var filters: [String]
    package var onFailure: String?
}

/// Reads the event sources of one service, and hands their records to functions.
package protocol EventSourcePoller: Sendable {
    /// Takes an event for the function; throws the refusal where it could not be invoked.
    typealias Deliver = @Sendable ([UInt8]) async throws -> FunctionOutcome

    /// The service in the ARNs of its sources, such as `dynamodb`.
    var service: String { get }

    /// Reads a source until the task is cancelled.
    func poll(_ feed: EventSourceFeed, deliver: @escaping Deliver) async
}
