import LogsModel
import Wire

/// What PutLogEvents takes of one batch, and what it refuses.
///
/// Source: PutLogEvents in the API reference.
struct EventBatch {
    /// Bytes of a batch, and of one event, each event's 26 included.
    static let sizeLimit = 1_048_576
    /// Milliseconds.
    static let longestSpan: Int64 = 86_400_000
    /// Milliseconds into the past, whatever the group's retention.
    static let oldest: Int64 = 14 * 86_400_000
    /// Milliseconds into the future.
    static let newest: Int64 = 2 * 3_600_000

    /// The events that are kept, in order.
    let events: ArraySlice<(time: Int64, message: String)>
    /// Which events were left out; `nil` where all were taken.
    let rejected: RejectedLogEventsInfo?

    /// Checks a batch that arrived at `time` for a group that has forgotten what was before `horizon`.
    init(_ events: [InputLogEvent], at time: Timestamp, horizon: Int64) throws(ServiceError) {
        try Self.checkOrder(events)
        try Self.checkSize(events)
        let oldest = time.milliseconds - Self.oldest
        let tooOld = events.count { Int64($0.timestamp) < oldest }
        let expired = events.count { Int64($0.timestamp) < horizon }
        let start = max(tooOld, expired)
        let tooNew = events.count { Int64($0.timestamp) > time.milliseconds + Self.newest }
        let kept = events.dropLast(tooNew).dropFirst(min(start, events.count - tooNew))
        if let first = kept.first, let last = kept.last, Int64(last.timestamp - first.timestamp) > Self.longestSpan {
            throw LogsError.invalidParameter(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
        }
        self.events = kept.map { (time: Int64($0.timestamp), message: $0.message) }[...]
        rejected =
            start + tooNew == 0
            ? nil
            : RejectedLogEventsInfo(
                tooNewLogEventStartIndex: tooNew > 0 ? events.count - tooNew : nil,
                tooOldLogEventEndIndex: tooOld > 0 ? tooOld : nil,
                // What is too old in any case is not said twice.
                expiredLogEventEndIndex: expired > tooOld ? expired : nil
            )
    }

    private static func checkOrder(_ events: [InputLogEvent]) throws(ServiceError) {
        for (event, next) in zip(events, events.dropFirst()) where next.timestamp < event.timestamp {
            throw LogsError.invalidParameter(
                "Log events in a single PutLogEvents request must be in chronological order.")
        }
    }

    private static func checkSize(_ events: [InputLogEvent]) throws(ServiceError) {
        var total = 0
        for event in events {
            let size = event.message.utf8.count + EventBlock.overhead
            guard size <= sizeLimit else {
                throw LogsError.invalidParameter(
                    "Log event too large: \(size) bytes exceeds limit of \(sizeLimit)")
            }
            total += size
        }
        guard total <= sizeLimit else {
            throw LogsError.invalidParameter("Upload too large: \(total) bytes exceeds limit of \(sizeLimit)")
        }
    }
}
