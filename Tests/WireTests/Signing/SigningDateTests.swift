import Foundation
import Testing

@testable import Wire

/// A date misread is a request refused, or one let in too late.
struct SigningDateTests {
    @Test(
        arguments: [
            ("20150830T123600Z", 1_440_938_160), ("19700101T000000Z", 0), ("20240229T235959Z", 1_709_251_199),
            ("20230229T000000Z", nil), ("20151301T000000Z", nil), ("20150830T240000Z", nil), ("20150830T123600", nil),
            ("2015-08-30T12:36", nil), ("", nil), ("2015083０T123600Z", nil),
        ] as [(String, Int64?)])
    func basic(_ text: String, _ seconds: Int64?) {
        #expect(SigningDate.parseBasic(text)?.seconds == seconds)
        if let seconds { #expect(SigningDate.basic(Timestamp(seconds: seconds)) == text) }
    }

    @Test(
        arguments: [
            ("Sun, 30 Aug 2015 12:36:00 GMT", 1_440_938_160), ("Sun, 30 Aug 2015 12:36:00 -0000", 1_440_938_160),
            ("Sun, 30 Aug 2015 12:36:00 +0200", nil), ("Sun, 30 Foo 2015 12:36:00 GMT", nil), ("", nil),
            ("Sun, 30 Aug 2015 12:36 GMT", nil), (", , , , , ,", nil),
        ] as [(String, Int64?)])
    func http(_ text: String, _ seconds: Int64?) {
        #expect(SigningDate.parseHTTP(text)?.seconds == seconds)
    }

    @Test func agreesWithFoundationOverFourCenturies() {
        for day in stride(from: Int64(-20_000), to: 130_000, by: 37) {
            let timestamp = Timestamp(seconds: day * 86_400 + day & 0xffff)
            let date = Date(timeIntervalSince1970: Double(timestamp.seconds))
            #expect(SigningDate.extended(timestamp) == date.formatted(.iso8601))
            #expect(SigningDate.parseBasic(SigningDate.basic(timestamp)) == timestamp)
        }
    }
}
