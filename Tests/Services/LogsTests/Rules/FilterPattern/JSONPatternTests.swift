import Testing

@testable import ServiceLogs

/// Structured logs are searched by their members: the documents and examples are those of AWS's user guide.
struct JSONPatternTests {
    static let trail = """
        {"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],\
        "objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"ThisFlag":true,"Off":false,\
        "cluster.name":"c","status":404,"latency":12.5,"big":1e3,"text":"404","negative":-3,"empty":""}
        """
    static let people = """
        {"user":{"id":1,"email":"John.Stiles@example.com"},"users":[{"id":2,"email":"John.Doe@example.com"},\
        {"id":3,"email":"Jane.Doe@example.com"}],"actions":["GET","PUT","DELETE"],\
        "coordinates":[[0,1,2],[4,5,6],[7,8,9]]}
        """

    static func matches(_ pattern: String, _ message: String) throws -> Bool {
        var matcher = try FilterPattern(pattern).matcher()
        return matcher.extract(from: message) != nil
    }

    @Test(arguments: [
        (#"{ $.eventType = "UpdateTrail" }"#, true), ("{$.eventType=UpdateTrail}", true),
        (#"{ $.eventType = "Update" }"#, false), ("{ $.eventType = Update* }", true),
        ("{ $.eventType = *Trail }", true), (#"{ $.eventType = "*date*" }"#, true),
        ("{ $.eventType = Up*Trail }", false),
        ("{ $.eventType = * }", true), ("{ $.missing = * }", false), ("{ $.empty = * }", true),
        ("{ $.sourceIPAddress != 123.123.* }", true), ("{ $.sourceIPAddress != 111.111.* }", false),
        (#"{ $.missing != "x" }"#, false),
        (#"{ $.arrayKey[0] = "value" }"#, true), (#"{ $.arrayKey[1] = "value" }"#, false),
        (#"{ $.arrayKey[7] = "value" }"#, false), (#"{ $.eventType[0] = "U" }"#, false),
        ("{ $.eventType = %Trail% }", true), ("{ $.eventType != %Trail% }", false),
        ("{ $.arrayKey[*] = %val.{2}% }", true), (#"{ $.arrayKey[*] = "none" }"#, false),
        (#"{ $.* = %111\.111\.111\.1[0-9]{1,2}% }"#, true), (#"{ $.* = "c" }"#, true),
        ("{ $.objectList[1].id = 2 }", true), ("{ $.objectList[*].id = 2 }", true),
        ("{ $.objectList[0].id = 2 }", false),
        (#"{ $.['cluster.name'] = "c" }"#, true), (#"{ $['cluster.name'] = "c" }"#, true),
        (#"{ $.["cluster.name"] = "d" }"#, false),
        ("{ $.SomeObject IS NULL }", true), ("{ $.eventType IS NULL }", false), ("{ $.missing IS NULL }", false),
        ("{ $.ThisFlag IS TRUE }", true), ("{ $.ThisFlag IS FALSE }", false), ("{ $.Off IS FALSE }", true),
        ("{ $.SomeOtherObject NOT EXISTS }", true), ("{ $.SomeObject NOT EXISTS }", false),
        ("{ $.eventType NOT EXISTS }", false),
        ("{ $.objectList = 1 }", false), ("{ $.objectList != 1 }", false), ("{ $.SomeObject != 1 }", false),
        ("{ $.status = 404 }", true), ("{ $.status != 404 }", false), ("{ $.status = 404.0 }", true),
        ("{ $.status = 4* }", true), ("{ $.status > 403 }", true), ("{ $.status >= 404 }", true),
        ("{ $.status < 404 }", false), ("{ $.status <= 404 }", true), ("{ $.status < 10e3 }", true),
        ("{ $.latency > +12 }", true), ("{ $.latency <= 12.5 }", true), ("{ $.latency = 12.5 }", true),
        ("{ $.big = 1e+3 }", true), ("{ $.big != 1e-3 }", true), ("{ $.negative < -2 }", true),
        ("{ $.text = 404 }", true), ("{ $.text > 403 }", false), ("{ $.eventType > 1 }", false),
    ])
    func conditionsHold(_ pattern: String, _ wanted: Bool) throws {
        #expect(try Self.matches(pattern, Self.trail) == wanted)
    }

    @Test(arguments: [
        (#"{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }"#, true),
        (#"{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }"#, false),
        (
            #"{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = none && $.actions[2] = none }"#,
            true
        ),
        (
            #"{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "none") && $.actions[2] = "n" }"#,
            false
        ),
        ("{ $.coordinates[2][0] = 7 }", true),
        ("{ $.user = 1 }", false),
        ("{ (($.user.id = 1)) }", true),
    ])
    func conditionsJoin(_ pattern: String, _ wanted: Bool) throws {
        #expect(try Self.matches(pattern, Self.people) == wanted)
    }

    @Test(arguments: ["plain text", "", "[1,2]", "{\"a\":1", "{\"a\":1} more", "{a:1}"])
    func whatIsNoJSONObjectNeverMatches(_ message: String) throws {
        #expect(try !Self.matches("{ $.a NOT EXISTS }", message))
        #expect(try !Self.matches("{ $.a != 1 }", message))
    }

    @Test(arguments: [
        "{}", "{ }", "{ a = 1 }", "{ $ = 1 }", "{ $.a }", "{ $.a = }", "{ $.a == 1 }", "{ $.a = 1 && }",
        "{ $.a = 1 || }",
        "{ ($.a = 1 }", "{ $.a = 1) }", "{ $.a > x }", "{ $.a >= \"1\" }", "{ $.a EXISTS }", "{ $.a IS NOT NULL }",
        "{ $.a IS 1 }", "{ $.a[x] = 1 }", "{ $.a[-1] = 1 }", "{ $.a = a@b }", "{ $.a = 1 } }", "{ $.a = 1 }x}",
        "{ $.a[*].b[*] = 1 }", "{ $.*.* = 1 }", "{ $.*=1 && $.*=2 && $.*=3 && $.*=4 }",
        "{ $.a=%x% && $.b=%y% && $.c=%z% }", "{ $.a = 1 $.b = 2 }",
        "{" + String(repeating: "(", count: 200) + "$.a=1" + String(repeating: ")", count: 200) + "}",
    ])
    func malformedPatternsAreRefused(_ pattern: String) {
        #expect(throws: FilterPatternFault.invalid) { try FilterPattern(pattern) }
    }
}
