import Foundation
import Logging
import Testing

@testable import Server

/// Whoever reads the log trusts that one line is one entry, whatever a caller put into a header.
@Suite struct JSONLineTests {
    @Test(arguments: [
        "plain", "", "a \"quote\" and a \\", "line\nbreak\r\n\u{0}\u{1b}[31m", "\u{2028}\u{2029}\u{85}", "Zürich 🐦",
        "</script>", "}\n{\"level\":\"info\"}",
    ])
    func anyTextComesBackFromOneLine(_ text: String) throws {
        var line = JSONLine()
        line.append(quoted: text)
        #expect(!line.bytes.contains { $0 < 0x20 })
        #expect(!String(decoding: line.bytes, as: UTF8.self).unicodeScalars.contains("\u{2028}"))
        let decoded = try JSONDecoder().decode(String.self, from: Data(line.bytes))
        #expect(decoded == text)
    }

    @Test(arguments: [
        (0, 1, "0"), (7, 3, "007"), (1234, 2, "1234"), (-5, 1, "-5"), (Int64.max, 1, "9223372036854775807"),
    ])
    func numbers(_ number: Int64, _ width: Int, _ text: String) {
        var line = JSONLine()
        line.append(number, width: width)
        #expect(String(decoding: line.bytes, as: UTF8.self) == text)
    }

    @Test func membersKeepTheirKindAndOrder() throws {
        var line = JSONLine()
        line.append(.dictionary(["b": .stringConvertible(2), "a": .array(["x", .stringConvertible(Int64(-1))])]))
        #expect(String(decoding: line.bytes, as: UTF8.self) == #"{"a":["x",-1],"b":2}"#)
    }
}
