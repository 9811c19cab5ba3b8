internal import Foundation
package import Logging

/// Writes each log entry as one line of JSON to standard error, in one system call.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]

    package init(level: Logger.Level) {
        self.logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        Self.write(line(for: event))
    }

    /// Writes a finished entry and its line break in one system call.
    static func write(_ line: JSONLine) {
        var bytes = line.bytes
        bytes.append(UInt8(ascii: "\n"))
        bytes.withUnsafeBytes { bytes in
            _ = Foundation.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    /// The beginning of every entry: time, level and message.
    static func head(_ level: Logger.Level, _ message: String) -> JSONLine {
        var line = JSONLine()
        line.append(raw: #"{"time":""#)
        appendTime(to: &line)
        line.append(raw: #"","level":"#)
        line.append(quoted: level.rawValue)
        line.append(raw: #","message":"#)
        line.append(quoted: message)
        return line
    }

    /// The entry without its line break.
    func line(for event: LogEvent) -> JSONLine {
        var line = Self.head(event.level, event.message.description)
        var members = event.metadata ?? [:]
        if !metadata.isEmpty { members.merge(metadata) { own, _ in own } }
        line.append(members: members, isFirst: false)
        line.append(raw: "}")
        return line
    }

    /// The current time as `2026-01-31T23:59:59.123Z`; logs are the one place that reads the wall clock itself.
    private static func appendTime(to line: inout JSONLine) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var parts = tm()
        gmtime_r(&time.tv_sec, &parts)
        line.append(Int64(parts.tm_year) + 1900, width: 4)
        line.append(raw: "-")
        line.append(Int64(parts.tm_mon) + 1, width: 2)
        line.append(raw: "-")
        line.append(Int64(parts.tm_mday), width: 2)
        line.append(raw: "T")
        line.append(Int64(parts.tm_hour), width: 2)
        line.append(raw: ":")
        line.append(Int64(parts.tm_min), width: 2)
        line.append(raw: ":")
        line.append(Int64(parts.tm_sec), width: 2)
        line.append(raw: ".")
        line.append(Int64(time.tv_nsec) / 1_000_000, width: 3)
        line.append(raw: "Z")
    }
}
