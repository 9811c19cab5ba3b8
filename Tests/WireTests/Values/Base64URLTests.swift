import Testing
import Wire

/// Two spellings of one signature would make two tokens of one.
struct Base64URLTests {
    @Test("Bytes of every length come back")
    func roundTrip() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    }

    @Test("Only the one spelling decodes", arguments: ["A", "AB", "-_9", "AAAA=", "AA+A", "AA/A", "AA A", "AAé"])
    func refused(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
