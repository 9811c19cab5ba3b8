import Testing

@testable import ServiceIAM

/// Seeds are scanned from these pictures; a reader nobody here wrote has read what these digests stand for.
struct QRCodeTests {
    @Test func patternsAreInPlace() throws {
        let rows = try #require(QRCode.modules(of: "otpauth://totp/x?secret=ABC"))
        #expect(rows.count == 25 && rows.allSatisfy { $0.count == 25 })
        #expect(rows[0].prefix(8).elementsEqual([true, true, true, true, true, true, true, false]))
        #expect((8..<17).allSatisfy { rows[6][$0] == ($0 % 2 == 0) })
        #expect(rows[17][8])
    }

    @Test(arguments: [(1, 21), (17, 21), (18, 25), (79, 37), (230, 53), (231, 57), (520, 77)])
    func versionGrowsWithTheText(_ length: Int, _ size: Int) throws {
        #expect(QRCode.modules(of: String(repeating: "a", count: length))?.count == size)
    }

    @Test func longerTextsHaveNoPicture() {
        #expect(QRCode.png(of: String(repeating: "a", count: 521)) == nil)
    }
}
