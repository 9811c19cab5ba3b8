import Testing

@testable import ServiceIAM

/// The hash must be PBKDF2 as others compute it, or no password survives a change of library.
struct PasswordHashingTests {
    /// Made with Python: hashlib.pbkdf2_hmac("sha256", b"Correct-Horse-1", bytes(range(16)), 210000).
    @Test func hashIsPBKDF2() throws {
        let hash = try PasswordHashing.hash("Correct-Horse-1", salt: Array(0..<16), rounds: 210_000)
        let digits = hash.hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(digits == "e1c9799521ef95987271263c0efefe82bbf1f03a76de3be1a8ea8ae515a25096")
        #expect(try PasswordHashing.matches("Correct-Horse-1", hash))
        #expect(try !PasswordHashing.matches("Correct-Horse-2", hash))
    }
}
