import Crypto
import CryptoExtras
import IAMModel
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Turns passwords into what is kept of them: PBKDF2 with HMAC-SHA-256.
///
/// A user's hashes share one salt while the login profile lives, so that a new password is compared with all earlier
/// ones at the price of one derivation. Slow on purpose: never inside a transaction.
enum PasswordHashing {
    /// What OWASP asks for PBKDF2 with SHA-256 (Password Storage Cheat Sheet).
    static let rounds = 600_000
    static let saltLength = 16

    static func hash(_ password: String, salt: [UInt8], rounds: Int = rounds) throws -> PasswordHash {
        let key = try KDF.Insecure.PBKDF2.deriveKey(
            from: Data(password.utf8), salt: Data(salt), using: .sha256, outputByteCount: 32, rounds: rounds)
        return PasswordHash(rounds: rounds, salt: salt, hash: key.withUnsafeBytes { Array($0) })
    }

    /// Compares in a time that does not depend on where the difference is.
    static func matches(_ password: String, _ kept: PasswordHash) throws -> Bool {
        let given = try hash(password, salt: kept.salt, rounds: kept.rounds)
        return zip(given.hash, kept.hash).reduce(0) { $0 | $1.0 ^ $1.1 } == 0
    }
}
