import Testing

@testable import Wire

/// What strangers send must be JSON to the letter, or be refused.
struct JSONReaderTests {
    @Test(arguments: [
        "", "{", "}", "{\"a\":1,}", "{\"a\" 1}", "[1 2]", "[01]", "[1.]", "[.5]", "[+1]", "[1e]", "nul", "\"\\x\"",
        "\"a", "\"\u{1}\"", "{} {}", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u12g4\"", "'a'", "[NaN]",
        "\"\\", "\"\\u12",
    ])
    func refusesMalformedText(text: String) {
        #expect(throws: WireFault.self) { try Document(json: Array(text.utf8)) }
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
    ])
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        #expect(throws: WireFault.self) { try Document(json: bytes) }
    }

    @Test(arguments: [
        ("\"\\u00e4\\n\\/\\ud83d\\ude42\"", Document.string("ä\n/🙂")),
        (" [ 1 , -2.5e1 ] ", .array([.integer(1), .double(-25)])),
        ("123456789012345678901234567890", .double(1.2345678901234568e29)), ("-0", .integer(0)),
        ("{\"a\":null}", .object([.init("a", .null)])),
    ])
    func readsValues(text: String, expected: Document) throws {
        #expect(try Document(json: Array(text.utf8)) == expected)
    }

    @Test func refusesDeepNesting() throws {
        let deep = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
        #expect(throws: WireFault.tooDeep) { try Document(json: Array(deep.utf8)) }
    }

    @Test func takesTheLastOfTwoMembersAndSkipsUnknownOnesAndNulls() throws {
        let text = #"{"UserName":"a","x":[{"y":1}],"Path":null,"User\u004eame":"b"}"#
        let schema = StructureSchema(
            "S", [MemberSchema("UserName", .string), MemberSchema("Path", .string, isRequired: true)])
        let reader = try JSONReader(Array(text.utf8))
        var names: [String] = []
        try reader.beginStructure(schema)
        while let index = try reader.nextMember() {
            #expect(index == 0)
            names.append(try reader.string())
        }
        try reader.finish()
        #expect(names == ["a", "b"])
        #expect(reader.missing == ["path"])
    }

    @Test(arguments: [
        ("7", "NUMBER_VALUE can not be converted to a String"), ("true", "TRUE_VALUE can not be converted to a String"),
        ("{}", "Start of structure or map found where not expected."), ("[]", "Start of list found where not expected"),
    ])
    func saysWhatStandsInAStringsPlace(text: String, message: String) throws {
        let reader = try JSONReader(Array(text.utf8))
        #expect(throws: WireFault.unexpected(message)) { try reader.string() }
    }
}
