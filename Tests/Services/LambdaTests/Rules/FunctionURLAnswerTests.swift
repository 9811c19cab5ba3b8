import Testing
import Wire

@testable import ServiceLambda

/// What a function returns becomes HTTP by these rules, on AWS and here.
struct FunctionURLAnswerTests {
    private func answer(_ payload: String) -> FunctionURLAnswer { FunctionURLAnswer(payload: Array(payload.utf8)) }

    private func body(_ answer: FunctionURLAnswer) -> String { String(decoding: answer.body, as: UTF8.self) }

    @Test(arguments: [
        (#"{"statusCode":201,"body":"made"}"#, 201, "made"),
        (#"{"statusCode":"404","body":""}"#, 404, ""),
        (#"{"statusCode":204}"#, 204, ""),
        (#"{"statusCode":200,"body":{"a":1}}"#, 200, #"{"a":1}"#),
        (#"{"statusCode":200,"body":7}"#, 200, "7"),
        (#"{"statusCode":200,"body":"aMOp","isBase64Encoded":true}"#, 200, "hé"),
        (#"{"hello":"world"}"#, 200, #"{"hello":"world"}"#),
        (#"["hello",3]"#, 200, #"["hello",3]"#),
        (#""hello""#, 200, "hello"), ("3.1", 200, "3.1"), ("null", 200, "null"), ("", 200, ""),
        (#"{"body":"alone"}"#, 200, #"{"body":"alone"}"#),
        (#"{"statusCode":"x"}"#, 502, "Internal Server Error"),
        (#"{"statusCode":99}"#, 502, "Internal Server Error"),
        (#"{"statusCode":200.5}"#, 502, "Internal Server Error"),
        (#"{"statusCode":200,"body":"%","isBase64Encoded":true}"#, 502, "Internal Server Error"),
        (#"{"statusCode":200,"headers":{"a\nb":"c"}}"#, 502, "Internal Server Error"),
        (#"{"statusCode":200,"headers":{"a":"b\r\nSet-Cookie: c"}}"#, 502, "Internal Server Error"),
        (#"{"statusCode":200,"cookies":["a\nb"]}"#, 502, "Internal Server Error"),
    ])
    func answers(_ payload: String, _ status: Int, _ expected: String) {
        let answer = answer(payload)
        #expect(answer.status == status)
        #expect(body(answer) == expected)
        #expect(answer.headers.first?.name == "Content-Type")
        #expect(answer.headers.first?.value == "application/json")
    }

    @Test func headersAndCookies() {
        let answer = answer(
            #"{"statusCode":200,"headers":{"content-type":"text/html","X-Count":3,"Content-Length":"9","#
                + #""Transfer-Encoding":"chunked"},"cookies":["a=1; Secure","b=2"],"body":"x"}"#)
        #expect(
            answer.headers == [
                .init("content-type", "text/html"), .init("X-Count", "3"), .init("Set-Cookie", "a=1; Secure"),
                .init("Set-Cookie", "b=2"),
            ])
    }

    @Test func preludes() {
        let head = FunctionURLAnswer(prelude: Array(#"{"statusCode":418,"headers":{"a":"b"},"cookies":["c"]}"#.utf8))
        #expect(head?.status == 418)
        #expect(head?.headers.map(\.name) == ["Content-Type", "a", "Set-Cookie"])
        #expect(FunctionURLAnswer(prelude: Array("{}".utf8))?.status == 200)
        #expect(FunctionURLAnswer(prelude: Array("[]".utf8)) == nil)
    }

    /// The eight zero bytes may be cut anywhere.
    @Test(arguments: 1...20)
    func preludeInPieces(_ size: Int) {
        let bytes = Array("{}".utf8) + [UInt8](repeating: 0, count: 8) + Array("body".utf8)
        var prelude = StreamPrelude()
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            switch prelude.take(part) {
            case .incomplete: continue
            case .malformed: Issue.record("malformed")
            case .complete(let head, let first):
                #expect(head == Array("{}".utf8))
                #expect(first + rest == Array("body".utf8))
                return
            }
        }
        Issue.record("no head was found")
    }

    @Test func endlessPreludesAreRefused() {
        var prelude = StreamPrelude()
        #expect(prelude.take([UInt8](repeating: 1, count: 70_000)) == .malformed)
        var short = StreamPrelude()
        #expect(short.take([1, 0, 0, 0, 0, 0, 0, 0]) == .incomplete)
    }
}
