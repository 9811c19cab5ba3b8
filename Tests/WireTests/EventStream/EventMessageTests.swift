import Testing
import Wire

/// Every client of AWS checks both checksums of each message and reads headers by their types.
struct EventMessageTests {
    /// The messages of AWS's own suites, each with the checksums that are published for it.
    static let published: [(message: EventMessage, prelude: UInt32, whole: UInt32)] = [
        (EventMessage(), 0x05C2_48EB, 0x7D98_C8FF),
        (message(["byte": .byte(-1)]), 0x2986_0158, 0xC2F8_69DC),
        (message(["short": .short(-1)]), 0x710E_923E, 0xB27C_B6CC),
        (message(["integer": .integer(-1)]), 0x83E3_F0E7, 0x8B8E_12EB),
        (message(["long": .long(-1)]), 0x5D4A_DB8D, 0x4BC2_32DA),
        (message([:], "{'foo':'bar'}"), 0xFD52_8C5A, 0xC365_3936),
        (message(["content-type": .string("application/json")], "{'foo':'bar'}"), 0x07FD_8396, 0x8D9C_08B1),
        (
            message([
                "0": .boolean(true), "1": .boolean(false), "2": .byte(2), "3": .short(3), "4": .integer(4),
                "5": .long(5), "6": .bytes(Array("bytes".utf8)), "7": .string("utf8"),
                "8": .timestamp(Timestamp(milliseconds: 8)), "9": .uuid(Array("0123456789abcdef".utf8)),
            ]), 0x03B5_CB9C, 0x6335_3671
        ),
        (
            message([
                ":message-type": .string("error"), ":error-code": .string("code"), ":error-message": .string("message"),
            ]), 0xBF23_637E, 0x6B6C_EA3D
        ),
    ]

    static func message(
        _ headers: KeyValuePairs<String, EventHeaderValue>,
        _ payload: String = ""
    ) -> EventMessage {
        EventMessage(headers: headers.map { .init($0.key, $0.value) }, payload: Array(payload.utf8))
    }

    static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    @Test(arguments: published)
    func writesAndReadsThePublishedMessages(message: EventMessage, prelude: UInt32, whole: UInt32) throws {
        let bytes = try message.encoded()
        #expect(Self.word(bytes[0..<4]) == UInt32(bytes.count))
        #expect(Self.word(bytes[8..<12]) == prelude)
        #expect(Self.word(bytes.suffix(4)) == whole)
        var decoder = EventMessageDecoder()
        decoder.append(bytes)
        #expect(try decoder.next() == message)
        #expect(try decoder.next() == nil)
        try decoder.finish()
    }

    /// What cannot be read must not be sent.
    @Test(arguments: [
        (message(["a": .byte(1), "a": .byte(2)]), EventStreamFault.badHeader),
        (message(["": .byte(1)]), .badHeader),
        (message([String(repeating: "n", count: 256): .byte(1)]), .badHeader),
        (message(["a": .uuid([1, 2])]), .badHeader),
        (message(["a": .string(String(repeating: "x", count: 32_768))]), .badHeader),
        (
            EventMessage(headers: (0..<5).map { .init("\($0)", .bytes(.init(repeating: 0, count: 32_000))) }),
            .headersTooLong(160_025)
        ),
        (EventMessage(payload: .init(repeating: 0, count: EventMessage.limit - 15)), .tooLong(EventMessage.limit + 1)),
    ])
    func refusesToWriteWhatNoMessageCanHold(message: EventMessage, fault: EventStreamFault) {
        #expect(throws: fault) { try message.encoded() }
    }

    @Test func writesAndReadsTheLargestMessage() throws {
        let message = EventMessage(payload: .init(repeating: 7, count: EventMessage.limit - EventMessage.overhead))
        var decoder = EventMessageDecoder()
        decoder.append(try message.encoded())
        #expect(try decoder.next() == message)
    }
}
