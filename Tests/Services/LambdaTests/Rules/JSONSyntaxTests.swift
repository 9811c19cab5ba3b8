import Foundation
import Storage
import Testing

@testable import ServiceLambda

/// A payload that is not JSON must be refused before a function sees it, and JSON never.
struct JSONSyntaxTests {
    private func complaint(_ text: String) -> String? { JSONSyntax.complaint(about: Array(text.utf8)) }

    @Test(arguments: [
        "{}", "[]", "null", " true ", "\"\"", "0", "-0.5e+10", "[1,2,[3,{}],{\"a\":[]}]",
        "{\"a\":{\"b\":\"\\u00e9\\n\"},\"c\":1}",
        "\"\u{1F426}\"", "\t{ \"a\" :\r\n 1 } ", "[[],[]]", "[{}]", "[{\"a\":1},{\"b\":2}]",
    ])
    func passes(_ text: String) {
        #expect(complaint(text) == nil)
    }

    @Test(arguments: [
        (
            "notjson",
            "Unrecognized token 'notjson': was expecting (JSON String, Number, Array, Object or token 'null', "
                + "'true' or 'false')\n at [Source: (byte[])\"notjson\"; line: 1, column: 8]"
        ),
        (
            "'test'",
            "Unexpected character (''' (code 39)): expected a valid value (JSON String, Number, Array, Object or "
                + "token 'null', 'true' or 'false')\n at [Source: (byte[])\"'test'\"; line: 1, column: 2]"
        ),
        (
            "{",
            "Unexpected end-of-input: expected close marker for Object (start marker at [Source: (byte[])\"{\"; "
                + "line: 1, column: 1])\n at [Source: (byte[])\"{\"; line: 1, column: 2]"
        ),
        (
            "{a}",
            "Unexpected character ('a' (code 97)): was expecting double-quote to start field name\n"
                + " at [Source: (byte[])\"{a}\"; line: 1, column: 3]"
        ),
        (
            "[1 2]",
            "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries\n"
                + " at [Source: (byte[])\"[1 2]\"; line: 1, column: 5]"
        ),
        (
            "{\"a\" 1}",
            "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value\n"
                + " at [Source: (byte[])\"{\"a\" 1}\"; line: 1, column: 7]"
        ),
        (
            "[\n\n+1]",
            "Unexpected character ('+' (code 43)): expected a valid value (JSON String, Number, Array, Object or "
                + "token 'null', 'true' or 'false')\n at [Source: (byte[])\"[\n\n+1]\"; line: 3, column: 2]"
        ),
    ])
    func complains(_ text: String, _ expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test(arguments: [
        "", " ", "[1,]", "{\"a\":1,}", "[", "]", "{]", "[}", "{\"a\"}", "{\"a\":}", "tru", "truex", "nulls", "01", "1.",
        ".5",
        "1e", "-", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "{} {}", "[1]]", "1 2", "{\"a\":1 \"b\":2}", "[1,,2]", ",",
        "+1",
        "{,}", "{\"a\":1,,}", "NaN",
    ])
    func refuses(_ text: String) {
        #expect(complaint(text) != nil)
    }

    @Test func refusesBytesThatAreNoText() {
        #expect(JSONSyntax.complaint(about: [0x22, 0xFF, 0x22]) != nil)
    }

    /// Depth must neither crash the server nor be limited to less than functions use.
    @Test func knowsItsDepth() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(complaint(nested(1000)) == nil)
        #expect(complaint(nested(1001))?.hasPrefix("Document nesting depth (1001) exceeds the maximum allowed") == true)
        #expect(complaint(String(repeating: "[", count: 1_000_000)) != nil)
    }

    /// Foundation's parser, which nobody here wrote, must come to the same verdict on damaged texts.
    @Test func agreesWithFoundation() throws {
        let random = CountedRandom()
        let seeds = [#"{"a":[1,-2.5e3,"x\u00e9\n"],"b":{"c":null,"d":true}}"#, "[false,[],{}]", "\"text\""]
        let damage = Array(#"{}[]",:\e+-.0159truefalsn "#.utf8)
        for round in 0..<4000 {
            var text = Array(seeds[round % seeds.count].utf8)
            for byte in random.bytes(1 + round % 3) {
                let place = Int(random.bytes(1)[0]) % text.count
                switch byte % 3 {
                case 0: text[place] = damage[Int(byte) % damage.count]
                case 1: text.insert(damage[Int(byte) % damage.count], at: place)
                default: if text.count > 1 { text.remove(at: place) }
                }
            }
            // Foundation lets a comma stand before the end.
            if String(decoding: text, as: UTF8.self).contains(/,\s*[\]}]/) { continue }
            let verdict = (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
            #expect((JSONSyntax.complaint(about: text) == nil) == verdict, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}
