import COpenSSL

/// The cryptographic library as this program uses it: its own defaults, whatever the host's `openssl.cnf` says.
enum OpenSSL {
    /// Touch before the first call; the library is set up once, and not torn down while threads may still use it.
    static let ready: Void = {
        let options = UInt64(OPENSSL_INIT_NO_LOAD_CONFIG) | UInt64(OPENSSL_INIT_NO_ATEXIT)
        precondition(OPENSSL_init_crypto(options, nil) == 1, "libcrypto could not be set up")
    }()

    /// Looked up once: each look-up by name costs as much as hashing a kilobyte.
    // Written here alone; a digest that was fetched may be used by any thread.
    nonisolated(unsafe) static let sha256: OpaquePointer = {
        ready
        return require(EVP_MD_fetch(nil, "SHA256", nil))
    }()

    // As the other.
    nonisolated(unsafe) static let sha512: OpaquePointer = {
        ready
        return require(EVP_MD_fetch(nil, "SHA512", nil))
    }()

    /// For calls that can fail only where memory has run out or this program is wrong; no request can cause it.
    static func require(_ result: Int32, _ call: StaticString = #function) {
        precondition(result == 1, "libcrypto failed in \(call)")
    }

    /// As the other, for calls that make something.
    static func require(_ pointer: OpaquePointer?, _ call: StaticString = #function) -> OpaquePointer {
        guard let pointer else { preconditionFailure("libcrypto failed in \(call)") }
        return pointer
    }
}
