import Cryptography

@testable import ServiceIdentityPools

/// One RSA key for all tests: making one takes far longer than most tests do.
enum QuickPoolKeys {
    private static let key = Task { await RSAKeyPair.generate() }

    static let make: @Sendable () async -> RSAKeyPair = { await key.value }
}
