import Crypto
import Testing

@testable import Cryptography

/// Every client of Cognito computes these numbers; a byte of padding wrong, and nobody signs in.
struct SecureRemotePasswordTests {
    private typealias Vector = SecureRemotePasswordVector

    private static let salt = [UInt8](1...16)
    private static let secret = [UInt8](repeating: 0x5a, count: SecureRemotePassword.secretLength)

    private func digest(_ bytes: some Collection<UInt8>) -> String {
        Hexadecimal.text(SHA256.hash(data: Array(bytes)))
    }

    @Test(arguments: SecureRemotePasswordVector.all)
    func serverAgreesWithTheClientsThatExist(_ vector: SecureRemotePasswordVector) throws {
        let verifier = SecureRemotePassword.verifier(
            pool: vector.pool, user: vector.user, password: vector.password, salt: vector.saltBytes)
        #expect(digest(verifier.value) == vector.verifier)
        let client = SecureRemotePassword.Client(secret: vector.clientSecret)
        #expect(digest(client.publicValue.hexadecimal.utf8) == vector.client)
        let server = SecureRemotePassword.challenge(for: verifier, secret: vector.serverSecret)
        #expect(digest(server.hexadecimal.utf8) == vector.server)
        let key = SecureRemotePassword.sessionKey(
            client: client.publicValue, server: server, verifier: verifier, secret: vector.serverSecret)
        #expect(
            key.isValid(
                try #require(Hexadecimal.bytes(vector.signature)), pool: vector.pool, user: vector.user,
                secretBlock: vector.secretBlock, timestamp: Vector.timestamp))
    }

    @Test(arguments: SecureRemotePasswordVector.all)
    func clientSignsAsTheClientsThatExist(_ vector: SecureRemotePasswordVector) throws {
        let verifier = SecureRemotePassword.verifier(
            pool: vector.pool, user: vector.user, password: vector.password, salt: vector.saltBytes)
        let server = SecureRemotePassword.challenge(for: verifier, secret: vector.serverSecret)
        let salt = try #require(Hexadecimal.bytes(verifier.saltHexadecimal))
        let signature = SecureRemotePassword.Client(secret: vector.clientSecret)
            .sessionKey(server: server, salt: salt, pool: vector.pool, user: vector.user, password: vector.password)
            .signature(
                pool: vector.pool, user: vector.user, secretBlock: vector.secretBlock, timestamp: Vector.timestamp)
        #expect(Hexadecimal.text(signature) == vector.signature)
    }

    /// What a proof binds: change any of it, and it must be refused.
    @Test(arguments: [
        ("pool", "ann", "secret", "now", true), ("pool", "ann", "Secret", "now", false),
        ("pool", "ann", "", "now", false), ("Pool", "ann", "secret", "now", false),
        ("pool", "Ann", "secret", "now", false), ("poolan", "n", "secret", "now", true),
        ("pool", "ann", "secret", "then", false),
    ])
    func onlyTheRightProofIsValid(
        _ pool: String, _ user: String, _ password: String, _ timestamp: String, _ isValid: Bool
    ) {
        let verifier = SecureRemotePassword.verifier(pool: "pool", user: "ann", password: "secret", salt: Self.salt)
        let client = SecureRemotePassword.Client(secret: Array(Self.secret.reversed() + [7]))
        let server = SecureRemotePassword.challenge(for: verifier, secret: Self.secret)
        let signature =
            client
            .sessionKey(server: server, salt: Self.salt, pool: pool, user: user, password: password)
            .signature(pool: pool, user: user, secretBlock: [1, 2, 3], timestamp: timestamp)
        let key = SecureRemotePassword.sessionKey(
            client: client.publicValue, server: server, verifier: verifier, secret: Self.secret)
        func accepts(_ signature: [UInt8], _ block: [UInt8]) -> Bool {
            key.isValid(signature, pool: "pool", user: "ann", secretBlock: block, timestamp: "now")
        }
        #expect(accepts(signature, [1, 2, 3]) == isValid)
        #expect(!accepts(signature, [1, 2, 4]))
        #expect(!accepts(signature.dropLast(), [1, 2, 3]))
        #expect(!accepts([], [1, 2, 3]))
    }

    /// With a multiple of the modulus the key would be known to everybody, whatever the password is.
    @Test(arguments: ["0", "00", "", "modulus", "00modulus", "twice", "long", "padded", "-1", "0x1234", "12 4"])
    func dangerousPublicValuesAreRefused(_ name: String) {
        let modulus = Hexadecimal.text(ModularGroup.rfc5054.modulusBytes)
        let texts = [
            "modulus": modulus, "00modulus": "00" + modulus,
            "twice": "1" + modulus.dropFirst(1).dropLast(1).map { _ in "f" }.joined() + "fe",
            "long": "1" + String(repeating: "0", count: 768), "padded": "000" + modulus,
        ]
        #expect(SecureRemotePassword.PublicValue(hexadecimal: texts[name] ?? name) == nil)
    }

    @Test(arguments: [("1", "1"), ("0Ab", "ab"), ("00FF", "ff"), ("F", "f")])
    func publicValuesAreReadAndWritten(_ text: String, _ written: String) throws {
        #expect(try #require(SecureRemotePassword.PublicValue(hexadecimal: text)).hexadecimal == written)
    }

    /// A client sends its device's verifier itself, in any form.
    @Test func verifiersOfDevicesAreChecked() throws {
        let modulus = ModularGroup.rfc5054.modulusBytes
        let kept = SecureRemotePassword.Verifier(salt: Self.salt, value: [0] + [UInt8](repeating: 9, count: 384))
        #expect(kept?.value.count == 384)
        #expect(SecureRemotePassword.Verifier(salt: Self.salt, value: []) == nil)
        #expect(SecureRemotePassword.Verifier(salt: Self.salt, value: [0, 0]) == nil)
        #expect(SecureRemotePassword.Verifier(salt: Self.salt, value: modulus) == nil)
        #expect(SecureRemotePassword.Verifier(salt: Self.salt, value: [1] + modulus) == nil)
        #expect(SecureRemotePassword.Verifier(salt: [UInt8](repeating: 1, count: 65), value: [2]) == nil)
    }
}
