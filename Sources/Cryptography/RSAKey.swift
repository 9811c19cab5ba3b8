import COpenSSL

/// An RSA key in OpenSSL's form, parsed once.
final class RSAKey: Sendable {
    // Written by `init` alone; OpenSSL locks what a key changes in use (its blinding), so threads may share it.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// Takes the key over, if it is one of RSA with at least 2048 bits.
    init?(taking pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        guard EVP_PKEY_get_base_id(pointer) == EVP_PKEY_RSA, EVP_PKEY_get_bits(pointer) >= 2048 else {
            EVP_PKEY_free(pointer)
            return nil
        }
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// A part of the key by OpenSSL's name for it, big-endian.
    func number(_ name: String) -> [UInt8] {
        var number: OpaquePointer?
        OpenSSL.require(EVP_PKEY_get_bn_param(pointer, name, &number))
        let value = BigNumber(taking: OpenSSL.require(number))
        return value.bytes
    }
}
