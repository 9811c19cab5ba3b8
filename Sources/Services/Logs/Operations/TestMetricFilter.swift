import Kernel
import LogsModel
import Storage
import Wire

/// Tries a filter pattern on messages; the same code decides as in FilterLogEvents.
struct TestMetricFilter: Operation {
    typealias Model = LogsModel.TestMetricFilter

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("logs:TestMetricFilter", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pattern: FilterPattern
        do {
            pattern = try FilterPattern(input.filterPattern)
        } catch {
            throw LogsError.invalidParameter(error.message)
        }
        var matcher = pattern.matcher()
        var matches: [MetricFilterMatchRecord] = []
        for (index, message) in input.logEventMessages.enumerated() {
            guard let values = matcher.extract(from: message) else { continue }
            matches.append(
                MetricFilterMatchRecord(eventNumber: index + 1, eventMessage: message, extractedValues: values))
        }
        return Output(matches: matches)
    }
}
