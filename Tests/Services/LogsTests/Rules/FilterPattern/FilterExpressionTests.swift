import Testing

@testable import ServiceLogs

/// Regular expressions come from whoever may read logs: they must find what AWS's guide says, in bounded time.
struct FilterExpressionTests {
    static func finds(_ expression: String, _ text: String) throws -> Bool {
        var run = ExpressionRun(try FilterExpression(Array(expression.utf8)[...]))
        var text = text
        return text.withUTF8 { run.isFound(in: $0) }
    }

    @Test(
        arguments: [
            ("^[hc]at", "hat", true), ("^[hc]at", "cat!", true), ("^[hc]at", "a cat", false),
            ("[hc]at$", "a cat", true), ("[hc]at$", "cats", false),
            ("colou?r", "color", true), ("colou?r", "colour", true), ("colou?r", "colouur", false),
            ("[abcx-z]", "y", true), ("[abcx-z]", "w", false),
            ("^a{3,5}$", "aa", false), ("^a{3,5}$", "aaa", true), ("^a{3,5}$", "aaaaa", true),
            ("^a{3,5}$", "aaaaaa", false), ("^a{2,}$", "a", false), ("^a{2,}$", "aaaa", true),
            ("^a{,2}$", "aaa", false),
            ("^a{,2}$", "", true), ("^a{2}$", "aa", true), ("^a{0}b$", "b", true),
            ("^starting|^initializing|^shutting down", "shutting down now", true),
            ("^starting|^initializing|^shutting down", "skipping initializing", false),
            ("abcc|ab[^c]$", "abcc ...", true), ("abcc|ab[^c]$", "aba", true), ("abcc|ab[^c]$", "aac", false),
            (#"\[.\]"#, "x[a]", true), (#"\[.\]"#, "[ab]", false), (#"\[.\]"#, "[]]", true),
            (#"10\.10\.0\.1"#, "10.10.0.1", true), (#"10\.10\.0\.1"#, "10010,051", false),
            ("10.10.0.1", "10010,051", true),
            ("ab*c", "ac", true), ("ab*c", "abbbc", true), ("ab[0-9]*", "ab129", true),
            ("ab+c", "ac", false), ("ab+c", "abbc", true), ("^(?", "", false),
            (".at", " at", true), (".at", "at", false), ("^.at$", "äat", true), ("^..$", "😀é", true),
            ("^.$", "😀é", false),
            (#"^\d+$"#, "0429", true), (#"^\D$"#, "4", false), (#"\s"#, "a\tb", true), (#"^\S+$"#, "a b", false),
            (#"^\w+$"#, "a_9Z", true), (#"\W"#, "a_9Z", false), (#"\W"#, "ä", true),
            (#"\x3A"#, "a:b", true), (#"\x28"#, "f(x)", true), ("[^a]", "ä", true),
            ("^$", "", true), ("^$", "a", false), ("a$b", "ab", false), ("a|", "zzz", true), ("x^a", "xa", false),
        ] as [(String, String, Bool)])
    func expressionsFindWhatTheGuideSays(_ expression: String, _ text: String, _ wanted: Bool) throws {
        if expression == "^(?" {
            #expect(throws: FilterPatternFault.invalid) { try Self.finds(expression, text) }
        } else {
            #expect(try Self.finds(expression, text) == wanted)
        }
    }

    @Test(arguments: [
        "(a)", "a!", "ä", "[", "[]", "[a", "[z-a]", "a{", "a{x}", "a{3,2}", "a{999}", "\\", "\\q", "\\x9", "\\xFF",
        "^*",
        "*a", "a**", "a]", "{2}", String(repeating: "a{200}", count: 2),
    ])
    func whatTheGuideDoesNotNameIsRefused(_ expression: String) {
        #expect(throws: FilterPatternFault.invalid) { try FilterExpression(Array(expression.utf8)[...]) }
    }

    /// Expressions that take others' engines for ever, and automata with very many states.
    @Test(arguments: ["a*a*a*a*a*a*a*a*b", "[ab]*a[ab]{120}", "a{0,200}$", ".*.*.*=.*"])
    func hostileExpressionsStayLinear(_ expression: String) throws {
        var run = ExpressionRun(try FilterExpression(Array(expression.utf8)[...]))
        var text = (0..<50_000).map { $0 * 7 % 13 < 6 ? "a" : "b" }.joined() + "!"
        _ = text.withUTF8 { run.isFound(in: $0) }
        let work = run.takeWork()
        #expect(work < 1000 * text.utf8.count)
    }

    /// The table of states is a shortcut: it must say what a walk over the atoms says.
    @Test func forgettingStatesChangesNothing() throws {
        var kept = ExpressionRun(try FilterExpression(Array("a[ab]{11}c".utf8)[...]))
        var state: UInt64 = 42
        for _ in 0..<200 {
            let text = (0..<300).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state >> 60 == 0
                    ? UInt8(ascii: "c") : state >> 40 & 1 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b")
            }
            var fresh = ExpressionRun(try FilterExpression(Array("a[ab]{11}c".utf8)[...]))
            let wanted = text.indices.dropFirst(12).contains { end in
                text[end] == UInt8(ascii: "c") && text[end - 12] == UInt8(ascii: "a")
                    && !text[(end - 11)..<end].contains(UInt8(ascii: "c"))
            }
            #expect(text.withUnsafeBufferPointer { kept.isFound(in: $0) } == wanted)
            #expect(text.withUnsafeBufferPointer { fresh.isFound(in: $0) } == wanted)
        }
    }
}
