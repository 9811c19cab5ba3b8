import Testing

@testable import Cryptography

/// Numbers cross the wire as digits; clients differ in case and in leading zeros.
struct HexadecimalTests {
    @Test(
        arguments: [
            ("", []), ("0", [0]), ("f", [15]), ("00", [0]), ("aB", [0xab]), ("123", [1, 0x23]), ("0001", [0, 1]),
            ("-1", nil), ("0x1", nil), ("g", nil), ("1 2", nil), ("é", nil),
        ] as [(String, [UInt8]?)])
    func digitsAreRead(_ text: String, _ bytes: [UInt8]?) {
        #expect(Hexadecimal.bytes(text) == bytes)
    }

    @Test(
        arguments: [
            ([], "", "0"), ([0], "00", "0"), ([0, 0x0a, 0xff], "000aff", "aff"), ([0x80], "80", "80"),
        ] as [([UInt8], String, String)])
    func digitsAreWritten(_ bytes: [UInt8], _ text: String, _ number: String) {
        #expect(Hexadecimal.text(bytes) == text)
        #expect(Hexadecimal.digits(bytes) == number)
    }

    /// The one zero byte decides whether a hash is what clients compute.
    @Test(
        arguments: [
            ([], [0]), ([0], [0]), ([0x7f], [0x7f]), ([0x80], [0, 0x80]), ([0, 0, 0x7f, 1], [0x7f, 1]),
            ([0, 0, 0xff, 1], [0, 0xff, 1]),
        ] as [([UInt8], [UInt8])])
    func signedNumbersAreShortest(_ magnitude: [UInt8], _ bytes: [UInt8]) {
        #expect(SignedNumber(magnitude).bytes == bytes)
    }
}
