import Testing

@testable import ServiceUserPools

/// The form of a moment that clients sign.
@Suite struct ClaimTimestampTests {
    /// Known moments, among them leap days and the ends of years.
    @Test(
        arguments: [
            ("Thu Jan 1 00:00:00 UTC 1970", 0), ("Sun Nov 22 10:00:00 UTC 2026", 1_795_341_600),
            ("Tue Feb 29 12:34:56 UTC 2028", 1_835_440_496), ("Fri Dec 31 23:59:59 UTC 1999", 946_684_799),
            ("Tue Feb 04 07:05:09 GMT 2025", 1_738_652_709),
        ] as [(String, Int64)])
    func readsMoments(text: String, seconds: Int64) {
        #expect(ClaimTimestamp.milliseconds(text) == seconds * 1000)
    }

    /// Other forms, languages and zones, which AWS refuses too.
    @Test(arguments: [
        "", "2026-11-22T10:00:00Z", "Son Nov 22 10:00:00 UTC 2026", "Sun Nov 22 10:00:00 CET 2026",
        "Sun Nov 22 10:00 UTC 2026", "Sun Nov 22 25:00:00 UTC 2026", "Sun Nov  2 10:00:00 UTC 2026",
        "Sun Nov 32 10:00:00 UTC 2026",
    ])
    func refusesOtherForms(text: String) {
        #expect(ClaimTimestamp.milliseconds(text) == nil)
    }
}
