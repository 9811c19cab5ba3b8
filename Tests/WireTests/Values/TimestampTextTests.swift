import Testing
import Wire

/// Clients write moments in all three formats wherever they like; we write exactly one.
struct TimestampTextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2019-12-16T22:48:18-01:00", 1_576_540_098_000),
        ("2019-12-16T23:48:18.123456Z", 1_576_540_098_123),
        ("Mon, 16 Dec 2019 23:48:18 GMT", 1_576_540_098_000), ("Mon, 16 Dec 2019 23:48:18.5 GMT", 1_576_540_098_500),
        ("1576540098", 1_576_540_098_000), ("1576540098.25", 1_576_540_098_250), ("1.576540098E9", 1_576_540_098_000),
        ("2000-02-29T12:00:00+0130", 951_820_200_000), ("1969-12-31T23:59:59.5Z", -500),
        ("2026-11-22", 1_795_305_600_000), ("-1", -1000),
    ])
    func reads(text: String, milliseconds: Int) throws {
        #expect(try #require(Timestamp(text: text)).milliseconds == Int64(milliseconds))
    }

    @Test(arguments: [
        "", "x", "2019-13-01T00:00:00Z", "2019-02-29T00:00:00Z", "2019-12-16T24:00:00Z", "1e400",
        "Mon, 16 Foo 2019 23:48:18 GMT", "2019-12-16T23:48:18X",
    ])
    func refuses(text: String) {
        #expect(Timestamp(text: text) == nil)
    }

    @Test(arguments: [
        (0, TimestampFormat.iso8601, "1970-01-01T00:00:00Z"), (1_576_540_098_120, .iso8601, "2019-12-16T23:48:18.12Z"),
        (1_576_540_098_000, .rfc822, "Mon, 16 Dec 2019 23:48:18 GMT"),
        (1_576_540_098_000, .unixTimestamp, "1576540098"),
        (1_576_540_098_005, .unixTimestamp, "1576540098.005"), (-500, .unixTimestamp, "-0.5"),
        (-500, .iso8601, "1969-12-31T23:59:59.5Z"),
    ])
    func writes(milliseconds: Int, format: TimestampFormat, text: String) {
        #expect(Timestamp(milliseconds: Int64(milliseconds)).text(format) == text)
    }

    /// The calendar's arithmetic, once through every four hundred years' worth of odd days.
    @Test func readsWhatItWrites() {
        for step in 0..<5000 {
            let moment = Timestamp(seconds: Int64(step) * 9_999_991 - 20_000_000_000)
            for format in [TimestampFormat.iso8601, .rfc822, .unixTimestamp] {
                #expect(Timestamp(text: moment.text(format)) == moment)
            }
        }
    }
}
