/// The two spellings of a date that signed requests carry: ISO 8601 basic format, and HTTP's own.
package enum SigningDate {
    /// Reads `20150830T123600Z`; `nil` for anything else.
    package static func parseBasic(_ text: String) -> Timestamp? {
        text.withUTF8Bytes { bytes in
            guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
                let year = number(bytes, 0, 4), let month = number(bytes, 4, 2), let day = number(bytes, 6, 2),
                let hour = number(bytes, 9, 2), let minute = number(bytes, 11, 2), let second = number(bytes, 13, 2)
            else { return nil }
            return timestamp(year, month, day, hour, minute, second)
        }
    }

    /// Reads `Sun, 30 Aug 2015 12:36:00 GMT`, with GMT, UTC, `+0000` or `-0000` as its zone.
    ///
    /// Source: RFC 9110 §5.6.7; botocore's `formatdate` writes `-0000`.
    package static func parseHTTP(_ text: String) -> Timestamp? {
        text.withUTF8Bytes { bytes in
            let fields = bytes.split(separator: 0x20, maxSplits: 8, omittingEmptySubsequences: true).map(Array.init)
            guard fields.count == 6, fields[0].last == UInt8(ascii: ","), fields[1].count <= 2, fields[3].count == 4,
                let month = months.firstIndex(where: { $0.utf8.elementsEqual(fields[2]) }),
                ["GMT", "UTC", "+0000", "-0000"].contains(where: { $0.utf8.elementsEqual(fields[5]) }),
                fields[4].count == 8, fields[4][2] == UInt8(ascii: ":"), fields[4][5] == UInt8(ascii: ":")
            else { return nil }
            return fields[1].withUnsafeBufferPointer { day in
                fields[3].withUnsafeBufferPointer { year in
                    fields[4].withUnsafeBufferPointer { time in
                        guard let year = number(year, 0, 4), let day = number(day, 0, day.count),
                            let hour = number(time, 0, 2), let minute = number(time, 3, 2),
                            let second = number(time, 6, 2)
                        else { return nil }
                        return timestamp(year, month + 1, day, hour, minute, second)
                    }
                }
            }
        }
    }

    /// Writes `20150830T123600Z`.
    package static func basic(_ timestamp: Timestamp) -> String {
        let parts = civil(timestamp)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        append(parts.year, digits: 4, to: &bytes)
        append(parts.month, digits: 2, to: &bytes)
        append(parts.day, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        append(parts.second / 3600, digits: 2, to: &bytes)
        append(parts.second / 60 % 60, digits: 2, to: &bytes)
        append(parts.second % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
        return SigningText.string(bytes)
    }

    /// Writes `2015-08-30T12:36:00Z`, as S3's error documents do.
    package static func extended(_ timestamp: Timestamp) -> String {
        let text = Array(basic(timestamp).utf8)
        let groups = [text[0..<4], text[4..<6], text[6..<11], text[11..<13], text[13...]].map(SigningText.string)
        return "\(groups[0])-\(groups[1])-\(groups[2]):\(groups[3]):\(groups[4])"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard count > 0 else { return nil }
        var value = 0
        for index in start..<start + count {
            guard ASCII.isDigit(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
        }
        return value
    }

    private static func append(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// Days and months by Howard Hinnant's civil-calendar arithmetic; a day that the month lacks is refused.
    private static func timestamp(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
    ) -> Timestamp? {
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61 else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        let result = Timestamp(seconds: Int64(days * 86_400 + hour * 3600 + minute * 60 + second))
        return civil(Timestamp(seconds: Int64(days * 86_400))).day == day ? result : nil
    }

    private static func civil(_ timestamp: Timestamp) -> (year: Int, month: Int, day: Int, second: Int) {
        let seconds = Int(timestamp.seconds)
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, seconds - days * 86_400)
    }
}
