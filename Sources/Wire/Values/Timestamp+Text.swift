extension Timestamp {
    /// The moment in one of the three spellings; milliseconds appear only where they are not zero.
    package func text(_ format: TimestampFormat) -> String {
        let fraction = Int(milliseconds - seconds * 1000)
        let time = CivilTime(self)
        switch format {
        case .unixTimestamp:
            guard fraction != 0 else { return String(seconds) }
            let sign = milliseconds < 0 ? "-" : ""
            let magnitude = milliseconds.magnitude
            return sign + String(magnitude / 1000) + "." + Self.fraction(Int(magnitude % 1000))
        case .iso8601:
            let date = "\(Self.padded(time.year, 4))-\(Self.padded(time.month))-\(Self.padded(time.day))"
            return "\(date)T\(Self.clock(time))" + (fraction == 0 ? "Z" : "." + Self.fraction(fraction) + "Z")
        case .rfc822:
            let weekday = CivilTime.weekdays[time.weekday]
            let date = "\(Self.padded(time.day)) \(CivilTime.months[time.month - 1]) \(Self.padded(time.year, 4))"
            return "\(weekday), \(date) \(Self.clock(time)) GMT"
        }
    }

    private static func clock(_ time: CivilTime) -> String {
        "\(padded(time.hour)):\(padded(time.minute)):\(padded(time.second))"
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func fraction(_ milliseconds: Int) -> String {
        let digits = padded(milliseconds, 3)
        return String(digits.reversed().drop { $0 == "0" }.reversed())
    }

    /// Reads any of the three spellings, whatever the model says: clients mix them.
    ///
    /// Finer fractions than milliseconds are cut off.
    package init?(text: String) {
        let text = ASCII.trimmed(text)
        guard let first = text.utf8.first, text.utf8.count <= 64 else { return nil }
        let isNumber = text.utf8.allSatisfy { ASCII.isDigit($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
        if isNumber, text.utf8.count < 10 || !text.utf8.dropFirst(4).starts(with: [0x2D]) {
            guard let seconds = Double(text) else { return nil }
            self.init(fractionalSeconds: seconds)
        } else if ASCII.isDigit(first) {
            self.init(iso8601: Array(text.utf8))
        } else {
            self.init(rfc822: text)
        }
    }

    /// A number of seconds, as JSON carries moments; `nil` beyond the years that dates can name.
    package init?(fractionalSeconds: Double) {
        guard abs(fractionalSeconds) < 300_000_000_000 else { return nil }
        self.init(milliseconds: Int64((fractionalSeconds * 1000).rounded()))
    }

    private init?(iso8601 bytes: [UInt8]) {
        var scanner = DigitScanner(bytes)
        guard let year = scanner.digits(4), scanner.take(0x2D), let month = scanner.digits(2), scanner.take(0x2D),
            let day = scanner.digits(2)
        else { return nil }
        var time = CivilTime(year: year, month: month, day: day)
        var offset = 0
        var milliseconds = 0
        if !scanner.isAtEnd {
            guard scanner.take(0x54) || scanner.take(0x74) || scanner.take(0x20), let hour = scanner.digits(2),
                scanner.take(0x3A), let minute = scanner.digits(2)
            else { return nil }
            time.hour = hour
            time.minute = minute
            if scanner.take(0x3A) {
                guard let second = scanner.digits(2) else { return nil }
                time.second = second
            }
            if scanner.take(0x2E) || scanner.take(0x2C) {
                guard let fraction = scanner.fraction() else { return nil }
                milliseconds = fraction
            }
            guard let zone = scanner.zone() else { return nil }
            offset = zone
        }
        guard scanner.isAtEnd, let seconds = time.seconds else { return nil }
        self.init(milliseconds: (seconds - Int64(offset)) * 1000 + Int64(milliseconds))
    }

    /// `Sun, 22 Nov 2026 10:00:00 GMT`, with or without the weekday, a fraction and a numeric zone.
    private init?(rfc822 text: String) {
        var words = text.split { $0 == " " || $0 == "," }
        if words.count == 6 || words.count == 5, words[0].first?.isLetter == true { words.removeFirst() }
        guard words.count == 5 || words.count == 4, let day = Int(words[0]), let year = Int(words[2]),
            let month = CivilTime.months.firstIndex(where: { $0.isEqualIgnoringASCIICase(String(words[1])) })
        else { return nil }
        var scanner = DigitScanner(Array(words[3].utf8))
        guard let hour = scanner.digits(2), scanner.take(0x3A), let minute = scanner.digits(2), scanner.take(0x3A),
            let second = scanner.digits(2)
        else { return nil }
        var milliseconds = 0
        if scanner.take(0x2E) {
            guard let fraction = scanner.fraction() else { return nil }
            milliseconds = fraction
        }
        var zone = DigitScanner(Array((words.count == 5 ? words[4] : "GMT").utf8))
        let time = CivilTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        guard scanner.isAtEnd, let offset = zone.zone(), zone.isAtEnd, let seconds = time.seconds else { return nil }
        self.init(milliseconds: (seconds - Int64(offset)) * 1000 + Int64(milliseconds))
    }
}
