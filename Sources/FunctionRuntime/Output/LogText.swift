internal import Wire

/// The lines that AWS writes about an invocation into the function's log, to the byte.
enum LogText {
    static func start(_ requestID: String, version: String) -> String {
        "START RequestId: \(requestID) Version: \(version)"
    }

    static func end(_ requestID: String) -> String {
        "END RequestId: \(requestID)"
    }

    /// What an invocation took.
    struct Report: Hashable {
        var requestID: String
        var microseconds: Int64
        var memoryMegabytes: Int
        var usedMegabytes: Int
        /// The first start's time, for the invocation that waited for it.
        var initMicroseconds: Int64?
        /// `timeout`, or `error` with its type.
        var status: Status?

        enum Status: Hashable {
            case timeout
            case error(type: String)
        }
    }

    /// Every field ends with a tab, the last one too, unless a status follows. The first start's time is billed.
    static func report(_ report: Report) -> String {
        let billed = (report.microseconds + (report.initMicroseconds ?? 0) + 999) / 1000
        var text = "REPORT RequestId: \(report.requestID)\tDuration: \(milliseconds(report.microseconds)) ms\t"
        text += "Billed Duration: \(billed) ms\tMemory Size: \(report.memoryMegabytes) MB\t"
        text += "Max Memory Used: \(report.usedMegabytes) MB\t"
        if let time = report.initMicroseconds { text += "Init Duration: \(milliseconds(time)) ms\t" }
        return text + words(for: report.status)
    }

    static func initReport(_ microseconds: Int64, phase: String, status: Report.Status) -> String {
        "INIT_REPORT Init Duration: \(milliseconds(microseconds)) ms\tPhase: \(phase)\t\(words(for: status))"
    }

    static func timeout(_ requestID: String, seconds: Int, at time: Timestamp) -> String {
        "\(moment(time)) \(requestID) Task timed out after \(seconds).00 seconds"
    }

    /// What is said of a runtime that ended while it held an invocation.
    static func exit(_ requestID: String, message: String, type: String) -> String {
        "RequestId: \(requestID) Error: \(message)\n\(type)"
    }

    /// A moment with all three digits of its milliseconds.
    static func moment(_ time: Timestamp) -> String {
        let rest = String(time.milliseconds - time.seconds * 1000)
        let zeros = String(repeating: "0", count: 3 - rest.utf8.count)
        return Timestamp(seconds: time.seconds).text(.iso8601).dropLast() + "." + zeros + rest + "Z"
    }

    /// The name of an environment's log stream: the day, the version, and 32 hexadecimal digits.
    static func stream(version: String, at time: Timestamp, random: [UInt8]) -> String {
        let day = Timestamp(seconds: time.seconds).text(.iso8601).prefix(10).map { $0 == "-" ? "/" : $0 }
        let digits = random.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return String(day) + "/[\(version)]" + digits
    }

    /// Milliseconds with two decimals.
    static func milliseconds(_ microseconds: Int64) -> String {
        let hundredths = (max(0, microseconds) + 5) / 10
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func words(for status: Report.Status?) -> String {
        switch status {
        case nil: ""
        case .timeout: "Status: timeout"
        case .error(let type): "Status: error\tError Type: \(type)"
        }
    }
}
