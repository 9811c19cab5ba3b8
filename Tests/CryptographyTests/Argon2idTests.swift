import Testing

@testable import Cryptography

/// Hashes outlive libraries: they must be Argon2id as the standard defines it, in the common string form.
struct Argon2idTests {
    private let quick = Argon2id(memory: 64, passes: 1)
    private let salt = Array("0123456789abcdef".utf8)

    /// RFC 9106, section 5.3.
    @Test func tagMatchesTheStandard() throws {
        let tag = try Argon2id(memory: 32, passes: 3, lanes: 4).tag(
            of: [UInt8](repeating: 1, count: 32),
            salt: [UInt8](repeating: 2, count: 16),
            secret: [UInt8](repeating: 3, count: 8),
            associated: [UInt8](repeating: 4, count: 12)
        )
        #expect(Hexadecimal.text(tag) == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
    }

    /// From the reference implementation's own tests (test.c, version 0x13).
    @Test(arguments: [
        (
            65_536, 2, "password", "somesalt",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        ),
        (
            256, 2, "password", "somesalt",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        ),
        (
            65_536, 2, "differentpassword", "somesalt",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94"
        ),
    ])
    func hashMatchesTheReference(
        _ memory: UInt32, _ passes: UInt32, _ password: String, _ salt: String, _ hash: String
    ) throws {
        let parameters = Argon2id(memory: memory, passes: passes)
        #expect(try parameters.hash(password, salt: Array(salt.utf8)) == hash)
        #expect(try Argon2id.isValid(password, against: hash))
        #expect(try !Argon2id.isValid("passwore", against: hash))
    }

    @Test(arguments: ["", "p", "pässwörd 🔑", String(repeating: "x", count: 256)])
    func onlyThePasswordIsValid(_ password: String) throws {
        let hash = try quick.hash(password, salt: salt)
        #expect(try Argon2id.isValid(password, against: hash))
        #expect(try !Argon2id.isValid(password + " ", against: hash))
        #expect(try quick.hash(password, salt: salt.reversed()) != hash)
    }

    /// What stands in for the hash of a user that does not exist must be checked, not refused for its form.
    @Test(arguments: ["", "secret"])
    func nothingMatchesTheStandIn(_ password: String) throws {
        #expect(quick.unmatched.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
        #expect(try !Argon2id.isValid(password, against: quick.unmatched))
        #expect(Argon2id().unmatched.count == (try Argon2id().hash(password, salt: salt)).count)
    }

    @Test(arguments: ["", "$argon2id$", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAA", "secret"])
    func whatIsNoHashIsRefused(_ hash: String) {
        #expect(throws: CryptographyFault.malformedHash) { try Argon2id.isValid("secret", against: hash) }
    }

    @Test func aSaltMustBeLongEnough() {
        #expect(throws: CryptographyFault.argon2(code: -6)) { try quick.hash("secret", salt: [1, 2, 3]) }
    }
}
