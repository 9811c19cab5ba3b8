internal import Synchronization

/// Counts and times of answered requests, written out in Prometheus's text format.
///
/// Source: "Exposition formats" in Prometheus's documentation.
package final class Metrics: Sendable {
    /// What is told apart: never a caller's input, so that the number of series stays bounded by what is served.
    struct Series: Hashable, Sendable {
        var service: String
        var operation: String
        var status: Int
    }

    private struct Histogram {
        /// How many fell into each bucket alone; the exposition adds them up.
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var count = 0
        var microseconds: Int64 = 0

        mutating func add(_ duration: Int64) {
            count += 1
            microseconds += duration
            buckets[Metrics.bounds.firstIndex { duration <= $0 } ?? Metrics.bounds.count] += 1
        }
    }

    private struct State {
        var histograms: [Series: Histogram] = [:]
        var inFlight = 0
        var refused = 0
    }

    /// Upper bounds of the duration buckets, in microseconds.
    private static let bounds: [Int64] = [
        500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 1_000_000, 10_000_000,
    ]

    private let state = Mutex(State())

    package init() {}

    /// Takes a place among the requests in flight, or counts a refusal when all are taken.
    func begin(limit: Int) -> Bool {
        state.withLock { state in
            guard state.inFlight < limit else {
                state.refused += 1
                return false
            }
            state.inFlight += 1
            return true
        }
    }

    /// Gives back a place taken by `begin(limit:)`.
    func end() {
        state.withLock { $0.inFlight -= 1 }
    }

    func record(_ series: Series, microseconds: Int64) {
        state.withLock { $0.histograms[series, default: Histogram()].add(microseconds) }
    }

    /// Everything counted so far, as Prometheus reads it.
    package func exposition() -> String {
        let (histograms, inFlight, refused) = state.withLock { ($0.histograms, $0.inFlight, $0.refused) }
        var text = """
            # HELP martlet_requests_in_flight Requests accepted and not yet answered.
            # TYPE martlet_requests_in_flight gauge
            martlet_requests_in_flight \(inFlight)
            # HELP martlet_requests_refused_total Requests refused because too many were in flight.
            # TYPE martlet_requests_refused_total counter
            martlet_requests_refused_total \(refused)
            # HELP martlet_request_duration_seconds Time from acceptance to answer.
            # TYPE martlet_request_duration_seconds histogram

            """
        let ordered = histograms.sorted {
            ($0.key.service, $0.key.operation, $0.key.status) < ($1.key.service, $1.key.operation, $1.key.status)
        }
        for (series, histogram) in ordered {
            let labels = "service=\"\(series.service)\",operation=\"\(series.operation)\",status=\"\(series.status)\""
            var count = 0
            for (bound, added) in zip(Self.bounds, histogram.buckets) {
                count += added
                let seconds = Double(bound) / 1_000_000
                text += "martlet_request_duration_seconds_bucket{\(labels),le=\"\(seconds)\"} \(count)\n"
            }
            text += "martlet_request_duration_seconds_bucket{\(labels),le=\"+Inf\"} \(histogram.count)\n"
            text += "martlet_request_duration_seconds_sum{\(labels)} \(Double(histogram.microseconds) / 1_000_000)\n"
            text += "martlet_request_duration_seconds_count{\(labels)} \(histogram.count)\n"
        }
        return text
    }
}
