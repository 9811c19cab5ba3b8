import Testing

@testable import ServiceLogs

/// Terms decide what people find in their logs: the examples are those of AWS's user guide.
struct TermPatternTests {
    static let requests = [
        "[ERROR 400] BAD REQUEST", "[ERROR 401] UNAUTHORIZED REQUEST", "[ERROR 419] MISSING ARGUMENTS",
        "[ERROR 420] INVALID ARGUMENTS", "[INFO] REQUEST FAILED", "[ERROR 500] INTERNAL SERVER ERROR",
    ]

    @Test(arguments: [
        ("", [0, 1, 2, 3, 4, 5]),
        ("   ", [0, 1, 2, 3, 4, 5]),
        ("\" \"", [0, 1, 2, 3, 4, 5]),
        ("\"\"", [0, 1, 2, 3, 4, 5]),
        ("ERROR", [0, 1, 2, 3, 5]),
        ("error", []),
        ("ERROR ARGUMENTS", [2, 3]),
        ("?INFO ?ARGUMENTS", [2, 3, 4]),
        ("?ERROR ?ARGUMENTS REQUEST", [0, 1, 4]),
        ("?INFO -ERROR", [4]),
        ("\"INTERNAL SERVER ERROR\"", [5]),
        ("ERROR -ARGUMENTS", [0, 1, 5]),
        ("\"ERROR\" - \"ARGUMENTS\"", [0, 1, 5]),
        ("-ERROR", [4]),
        ("%AUTHORIZED%", [1]),
        ("%ERROR 4[0-1]%", [0, 1, 2]),
        ("%ERROR 4[0-1]% REQUEST", [0, 1]),
        ("-%ERROR 4%", [4, 5]),
        ("REQ", [0, 1, 4]),
    ])
    func termsSelect(_ pattern: String, _ wanted: [Int]) throws {
        var matcher = try FilterPattern(pattern).matcher()
        let found = Self.requests.indices.filter { matcher.extract(from: Self.requests[$0]) != nil }
        #expect(found == wanted)
    }

    @Test func escapedQuotesAreQuotes() throws {
        var matcher = try FilterPattern(#""say \"yes\"""#).matcher()
        #expect(matcher.extract(from: #"they say "yes" here"#) == [:])
        #expect(matcher.extract(from: "they say yes here") == nil)
    }

    @Test(arguments: [
        "a@b.com", "10.0.0.1", "a&&b", "\"open", "a\"b\"", "-", "?", "%open", "%a!b%", "(a)", "a,b", "a -", "%%",
    ])
    func malformedTermsAreRefused(_ pattern: String) {
        #expect(throws: FilterPatternFault.invalid) { try FilterPattern(pattern) }
    }

    @Test(arguments: [
        ("{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'"),
        ("[a, b", "If a filter pattern starts with '[' it must end with ']'"),
    ])
    func openPatternsAreRefusedInAWSsWords(_ pattern: String, _ message: String) {
        #expect { try FilterPattern(pattern) } throws: { ($0 as? FilterPatternFault)?.message == message }
    }
}
