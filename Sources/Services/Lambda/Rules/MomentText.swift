import Wire

/// The spellings of moments that Lambda uses besides those of AWS's protocols.
extension Timestamp {
    /// Such as `2019-11-14T18:16:05.568`, without a zone.
    private var parts: (date: String, fraction: String) {
        let whole = Timestamp(seconds: seconds).text(.iso8601)
        let digits = String(milliseconds - seconds * 1000)
        return (String(whole.dropLast()), String(repeating: "0", count: 3 - digits.utf8.count) + digits)
    }

    /// Such as `2019-11-14T18:16:05.568Z`.
    var withMilliseconds: String { "\(parts.date).\(parts.fraction)Z" }

    /// Such as `2019-11-14T18:16:05+0000`.
    var withZone: String { "\(parts.date)+0000" }

    /// Such as `14/Nov/2019:18:16:05 +0000`, as web servers' logs have it.
    var commonLogFormat: String {
        // `Thu, 14 Nov 2019 18:16:05 GMT`
        let words = text(.rfc822).split(separator: " ")
        return "\(words[1])/\(words[2])/\(words[3]):\(words[4]) +0000"
    }
}
