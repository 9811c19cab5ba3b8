import Cryptography
import Testing

/// Proofs and codes are compared here; a comparison that is wrong lets anybody in.
struct ConstantTimeTests {
    @Test(
        arguments: [
            ([], [], true), ([1], [1], true), ([1], [2], false), ([1, 2], [1], false), ([], [0], false),
            ([1, 2, 3], [1, 2, 4], false), ([9, 2, 3], [1, 2, 3], false),
        ] as [([UInt8], [UInt8], Bool)])
    func equalMeansEqual(_ left: [UInt8], _ right: [UInt8], _ isEqual: Bool) {
        #expect(ConstantTime.equal(left, right) == isEqual)
        #expect(ConstantTime.equal(right, left) == isEqual)
    }

    @Test func textIsComparedByItsBytes() {
        #expect(ConstantTime.equal("123456", "123456"))
        #expect(!ConstantTime.equal("123456", "123457"))
        #expect(!ConstantTime.equal("é", "e\u{301}"))
    }
}
