/// A point in time, read from one of the W3C forms of ISO 8601 or from seconds since 1970.
struct Instant: Hashable, Sendable {
    private let seconds: Int64
    private let nanoseconds: Int64

    /// IAM reads a text with a `T` or a `-` as a date, any other as seconds since 1970.
    init?(_ text: String) {
        let text = text.lowercased()
        guard text.contains("t") || text.contains("-") else {
            guard let seconds = Int64(text), seconds >= 0 else { return nil }
            self.seconds = seconds
            nanoseconds = 0
            return
        }
        let halves = text.split(separator: "t", maxSplits: 1, omittingEmptySubsequences: false)
        guard let days = Self.days(of: halves[0]) else { return nil }
        guard let time = Time(halves.count > 1 ? halves[1] : "") else { return nil }
        seconds = days * 86_400 + time.seconds
        nanoseconds = time.nanoseconds
    }

    private static func days(of text: Substring) -> Int64? {
        let isNegative = text.first == "-"
        let parts = (isNegative ? text.dropFirst() : text).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 3, let digits = number(parts[0], in: 0...292_278_993) else { return nil }
        let year = isNegative ? -digits : digits
        guard year >= -292_275_054 else { return nil }
        guard let month = parts.count > 1 ? number(parts[1], in: 1...12) : 1 else { return nil }
        guard let day = parts.count > 2 ? number(parts[2], in: 1...31) : 1 else { return nil }
        return daysFromCivil(year: year, month: month, day: day)
    }

    /// Days since 1970 in the proleptic Gregorian calendar.
    private static func daysFromCivil(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    fileprivate static func number(_ text: Substring, in range: ClosedRange<Int64>) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text) else {
            return nil
        }
        return range.contains(number) ? number : nil
    }
}

extension Instant: Comparable {
    static func < (left: Instant, right: Instant) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

/// What follows the `T`: hours, minutes, seconds, a fraction and a zone, each optional from the right.
private struct Time {
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0

    init?(_ text: Substring) {
        var clock = text
        if clock.last == "z" {
            clock.removeLast()
        } else if let sign = clock.firstIndex(where: { $0 == "+" || $0 == "-" }) {
            let zone = clock[clock.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
            guard zone.count <= 2, zone.allSatisfy({ $0.count == 2 }) else { return nil }
            guard let hours = Instant.number(zone[0], in: 0...23) else { return nil }
            guard let minutes = zone.count > 1 ? Instant.number(zone[1], in: 0...59) : 0 else { return nil }
            let offset = hours * 3600 + minutes * 60
            seconds -= clock[sign] == "+" ? offset : -offset
            clock = clock[..<sign]
        }
        guard !clock.isEmpty else { return }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 3, let hours = Instant.number(parts[0], in: 0...23) else { return nil }
        guard let minutes = parts.count > 1 ? Instant.number(parts[1], in: 0...59) : 0 else { return nil }
        seconds += hours * 3600 + minutes * 60
        guard parts.count > 2 else { return }
        let split = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Instant.number(split[0], in: 0...59) else { return nil }
        seconds += whole
        guard split.count > 1 else { return }
        guard split[1].utf8.count <= 9, let fraction = Instant.number(split[1], in: 0...999_999_999) else { return nil }
        nanoseconds = (split[1].utf8.count..<9).reduce(fraction) { scaled, _ in scaled * 10 }
    }
}
