import Testing
import Wire

/// Patterns decide what is refused, and hostile input must not make one slow.
struct PatternTests {
    @Test(arguments: [
        (#"[\w+=,.@-]+"#, "a.b@c-d", true), (#"[\w+=,.@-]+"#, "a b", false), (#"[\w+=,.@-]+"#, "", false),
        (#"[\w+=,.@-]+"#, "ä", false), (#"\d{12}"#, "123456789012", true), (#"\d{12}"#, "1234567890123", false),
        (#"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"#, "a-b-c", true),
        (#"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"#, "a--c", false),
        (#"((/[A-Za-z0-9\.,\+@=_-]+)*)/"#, "/a/b/", true), (#"((/[A-Za-z0-9\.,\+@=_-]+)*)/"#, "/a//", false),
        (#"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"#, "/", true),
        (#"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"#, "/x/y/", true),
        (#"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"#, "x", false),
        (#"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#, "Straße 7", true), (#"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#, "a;b", false),
        (#"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"#, "v12.x", true), (#"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"#, "v0", false),
        (#"[\u0009\u000A\u000D\u0020-\u00FF]+"#, "line\nline", true),
        (#"[\u0020-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"#, "🙂", true), (#"^(?!aws:).+$"#, "aws:x", false),
        (#"^(?!aws:).+$"#, "own:x", true), ("a|bc|", "", true), ("a|bc|", "bc", true), ("a{2,3}?b", "aaab", true),
        (#"\bab\b"#, "ab", true), ("[^x]+", "abc", true), ("[]a]+", "]a", true), ("a{,2}", "a{,2}", true),
        (".*", "a\nb", false), ("(?s).*", "a\nb", true), (#"[\S]+.*[\S]+"#, "ab c", true),
    ])
    func matchesWholeText(pattern: String, text: String, expected: Bool) throws {
        #expect(try #require(Pattern(pattern)).matches(text) == expected)
    }

    /// Such an expression takes exponential time where matching goes back.
    @Test func takesLinearTimeOnHostileText() throws {
        let pattern = try #require(Pattern("(a+)+b"))
        let time = ContinuousClock().measure { #expect(!pattern.matches(String(repeating: "a", count: 20_000))) }
        #expect(time < .seconds(5))
    }

    @Test(arguments: ["(", "[a", "*a", #"(a)\1"#, "[a&&b]", "a{3,2}", "(?i)a"])
    func refusesWhatItDoesNotKnow(pattern: String) {
        #expect(Pattern(pattern) == nil)
    }
}
