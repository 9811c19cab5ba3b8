import Crypto
import Cryptography
import Kernel
import Storage
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The records of a user and a password that nobody has, in the form in which they are stored: read where nobody was
/// found, so that finding nobody costs what finding somebody does.
struct Shadow: Sendable {
    private static let decoder = JSONDecoder()
    private let user: Data
    private let password: Data

    init(vault: Vault) {
        guard let account = AccountID("000000000000") else { preconditionFailure("an account has twelve digits") }
        let sub = "00000000-0000-4000-8000-000000000000"
        let pool = PoolID("eu-central-1_000000000")
        let key = vault.key(for: "cognito-idp/shadow")
        func bytes(_ purpose: String) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: key))
        }
        // Any number below the modulus, which begins with 64 ones, will do: it is counted with and never seen.
        let blocks: [[UInt8]] = (0..<12).map { bytes("verifier \($0)") }
        let number: [UInt8] = [0x7f] + blocks.joined().dropFirst()
        let hash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        let attributes = ["email": "nobody@example.com", "email_verified": "true", "name": "Nobody"]
        let user = StoredUser(
            pool: pool, account: account, username: sub, key: sub, sub: sub, attributes: attributes,
            status: .confirmed, createdAt: 1_700_000_000_000, modifiedAt: 1_700_000_000_000,
            aliases: ["email:nobody@example.com"])
        do {
            let password = StoredPassword(
                pool: pool, account: account, user: sub, srpPoolName: pool.srpName, srpUserID: sub,
                salt: Hexadecimal.text(bytes("salt").prefix(SecureRemotePassword.saltLength)),
                verifier: try vault.seal(number, for: Passwords.verifierContext(sub)),
                hash: try vault.seal(hash, for: Passwords.hashContext(sub)), createdAt: 1_700_000_000_000,
                isTemporary: false, history: [])
            let encoder = JSONEncoder()
            self.user = try encoder.encode(user)
            self.password = try encoder.encode(password)
        } catch {
            preconditionFailure("two small records can be sealed and written: \(error)")
        }
    }

    /// Reads the user's record and forgets it.
    func readUser() throws {
        _ = try Self.decoder.decode(StoredUser.self, from: user)
    }

    /// Reads the password's record; no password fits it.
    func readPassword() throws -> StoredPassword {
        try Self.decoder.decode(StoredPassword.self, from: password)
    }
}
