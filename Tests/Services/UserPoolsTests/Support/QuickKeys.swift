import Cryptography
import TokenSigning

@testable import ServiceUserPools

/// One RSA key for all tests: making one takes far longer than most tests do.
enum QuickKeys {
    private static let key = Task { await RSAKeyPair.generate() }

    static func spares() -> SpareKeys {
        SpareKeys { await key.value }
    }
}
