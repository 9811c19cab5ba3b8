import Foundation
import Storage
import Testing

/// Sealed secrets open only where they belong.
@Suite struct VaultTests {
    let vault = Vault(masterKey: [UInt8](repeating: 9, count: 32))

    /// Why: what was sealed is got back, also in a later process, and also when it is empty.
    @Test(arguments: ["", "s", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "ключ"])
    func opensWhatItSealed(_ secret: String) throws {
        let sealed = try vault.seal(secret, for: "iam/key/1")
        let later = Vault(masterKey: [UInt8](repeating: 9, count: 32))
        #expect(try later.openText(sealed, for: "iam/key/1") == secret)
        #expect(try vault.seal(secret, for: "iam/key/1") != sealed)
        let json = try JSONEncoder().encode([sealed])
        #expect(try JSONDecoder().decode([Sealed].self, from: json) == [sealed])
        #expect(secret.count < 4 || !String(decoding: json, as: UTF8.self).contains(secret))
    }

    /// Why: a secret copied to another record, altered, cut, or under another master key must not open.
    @Test func refusesEverythingElse() throws {
        let sealed = try vault.seal("secret", for: "iam/key/1")
        #expect(throws: StorageFault.sealBroken) { try vault.openText(sealed, for: "iam/key/2") }
        let other = Vault(masterKey: [UInt8](repeating: 8, count: 32))
        #expect(throws: StorageFault.sealBroken) { try other.openText(sealed, for: "iam/key/1") }
        #expect(throws: StorageFault.sealBroken) { try Vault.ephemeral().openText(sealed, for: "iam/key/1") }
        for index in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[index] ^= 1
            #expect(throws: StorageFault.sealBroken) { try vault.open(Sealed(bytes: bytes), for: "iam/key/1") }
            let cut = Sealed(bytes: Array(sealed.bytes[..<index]))
            #expect(throws: StorageFault.sealBroken) { try vault.open(cut, for: "iam/key/1") }
        }
    }

    /// Why: one purpose's key must tell nothing of another's, and be the same after a restart.
    @Test func derivesKeysByPurpose() {
        let again = Vault(masterKey: [UInt8](repeating: 9, count: 32))
        #expect(vault.key(for: "a") == again.key(for: "a"))
        #expect(vault.key(for: "a") != vault.key(for: "b"))
        #expect(vault.key(for: "a") != Vault.ephemeral().key(for: "a"))
    }
}
