import Testing

@testable import ServiceLogs

/// Lines with fields are searched by place: the lines and examples are those of AWS's user guide.
struct FieldPatternTests {
    static let access = """
        127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534
        """
    static let lines = [
        "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200",
        "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310",
        "WARNING 09/25/2014 12:00:02 Invalid user request",
        "ERROR 09/25/2014 12:00:02 Failed to process request",
    ]

    static func values(_ pattern: String, _ message: String) throws -> [String: String]? {
        var matcher = try FilterPattern(pattern).matcher()
        return matcher.extract(from: message)
    }

    @Test(arguments: [
        (#"[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]"#, true),
        ("[..., request =*.html*, status_code = 4*, bytes]", true),
        ("[..., request =*.html*, status_code = 5*, bytes]", false),
        ("[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]", true),
        ("[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]", true),
        ("[ip, user, username, timestamp, request, status_code = 4* && status_code != 404, bytes]", false),
        ("[ip, user, username, timestamp, request, (status_code = 1 || status_code = 404), bytes]", true),
        ("[ip, user, username, timestamp, request, status_code, bytes > 1000]", true),
        ("[ip, user, username, timestamp, request, status_code, bytes > 2000]", false),
        ("[ip, user, ..., bytes = 1534]", true), ("[ip = 127.0.0.1, ...]", true), ("[ip = 10.*, ...]", false),
        ("[..., status_code=4*,]", true), ("[a, b, c, d, e, f, g, h]", false), ("[a, b, c, ..., d, e, f, g, h]", false),
        ("[a, , c = frank, ...]", true), (#"[a, b, c, d = "10/Oct*", ...]"#, true), ("[...]", true),
    ])
    func fieldsOfAnAccessLog(_ pattern: String, _ wanted: Bool) throws {
        #expect(try (Self.values(pattern, Self.access) != nil) == wanted)
    }

    @Test(arguments: [
        ("[w1=ERROR, w2]", [3]),
        ("[w1=ERROR || w1=WARNING, w2]", [2, 3]),
        ("[w1!=ERROR && w1!=WARNING, w2]", [0, 1]),
        ("[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", [0]),
        ("[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]", [1]),
        ("[w1, w2=*request]", [2, 3]),
    ])
    func wordsInOrder(_ pattern: String, _ wanted: [Int]) throws {
        #expect(try Self.lines.indices.filter { try Self.values(pattern, Self.lines[$0]) != nil } == wanted)
    }

    @Test func valuesAreTakenByNameAndPlace() throws {
        let values = try Self.values("[..., request=*.html*, status_code=4*,]", Self.access)
        #expect(
            values == [
                "$1": "127.0.0.1", "$2": "Prod", "$3": "frank", "$4": "10/Oct/2000:13:25:15 -0700",
                "$request": "GET /index.html HTTP/1.0", "$status_code": "404", "$7": "1534",
            ])
        #expect(
            try Self.values("[level, rest]", Self.lines[3]) == [
                "$level": "ERROR", "$rest": "09/25/2014 12:00:02 Failed to process request",
            ])
    }

    @Test(arguments: [
        (#"a "b c" d"#, ["a", "b c", "d"]), ("a [b c] d", ["a", "b c", "d"]), (#"a "b c"#, ["a", "\"b", "c"]),
        (#""a \"b\" c" d"#, [#"a \"b\" c"#, "d"]), ("[a", ["[a"]), ("  ", []), ("\ta\u{a0}b ", ["a\u{a0}b"]),
        (#"a"b c""#, [#"a"b"#, #"c""#]),
    ])
    func linesAreTakenApart(_ line: String, _ wanted: [String]) {
        var line = line
        let fields = line.withUTF8 { bytes in
            FieldSplit(bytes).fields.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
        #expect(fields == wanted)
    }

    @Test(arguments: [
        "[]", "[ ]", "[,]", "[a b]", "[a =]", "[a = 1 ||]", "[a, ..., b, ...]", "[a > x]", "[a = b@c]", "[(a = 1]",
        "[a = 1)]", "[ip, user, username, timestamp, request, status_code = 4* && bytes > 1000]", "[a=1] b]",
        "[a=%x%, b=%y%, c=%z%]", "[w1=!ERROR, w2]",
    ])
    func malformedPatternsAreRefused(_ pattern: String) {
        #expect(throws: FilterPatternFault.invalid) { try FilterPattern(pattern) }
    }

    /// A line of a megabyte of opening brackets must not be searched for its closing bracket each time.
    @Test func hostileLinesStayLinear() throws {
        let line = String(repeating: "[a ", count: 200_000)
        #expect(try Self.values("[a, b, ...]", line)?.count == 200_000)
    }
}
