import COpenSSL

/// The public half of an RSA key: what a JWKS shows, and what verifies RS256 and RS512.
package struct RSAPublicKey: Sendable {
    private let key: RSAKey

    init(key: RSAKey) {
        self.key = key
    }

    /// Makes a key of its two numbers, big-endian; `nil` for a modulus of less than 2048 or more than 16,384 bits.
    package init?(modulus: [UInt8], exponent: [UInt8]) {
        guard modulus.count <= 2048, exponent.count <= 8 else { return nil }
        let modulus = BigNumber(modulus)
        let exponent = BigNumber(exponent)
        // OpenSSL's parameters hold numbers in the machine's own order of bytes.
        var numbers = (modulus.nativeBytes, exponent.nativeBytes)
        let pointer = numbers.0.withUnsafeMutableBufferPointer { modulus in
            numbers.1.withUnsafeMutableBufferPointer { exponent in Self.key(modulus, exponent) }
        }
        guard let key = RSAKey(taking: pointer) else {
            ERR_clear_error()
            return nil
        }
        self.key = key
    }

    private static func key(
        _ modulus: UnsafeMutableBufferPointer<UInt8>, _ exponent: UnsafeMutableBufferPointer<UInt8>
    ) -> OpaquePointer? {
        let context = OpenSSL.require(EVP_PKEY_CTX_new_from_name(nil, "RSA", nil))
        defer { EVP_PKEY_CTX_free(context) }
        OpenSSL.require(EVP_PKEY_fromdata_init(context))
        var pointer: OpaquePointer?
        // A parameter keeps the pointer to its name, which must live as long.
        let result = OSSL_PKEY_PARAM_RSA_N.withCString { modulusName in
            OSSL_PKEY_PARAM_RSA_E.withCString { exponentName in
                var parameters = [
                    OSSL_PARAM_construct_BN(modulusName, modulus.baseAddress, modulus.count),
                    OSSL_PARAM_construct_BN(exponentName, exponent.baseAddress, exponent.count),
                    OSSL_PARAM_construct_end(),
                ]
                return EVP_PKEY_fromdata(context, &pointer, OSSL_KEYMGMT_SELECT_PUBLIC_KEY, &parameters)
            }
        }
        return result == 1 ? pointer : nil
    }

    /// Big-endian without leading zeros, as a JSON web key has it.
    package var modulus: [UInt8] { key.number(OSSL_PKEY_PARAM_RSA_N) }
    /// Likewise.
    package var exponent: [UInt8] { key.number(OSSL_PKEY_PARAM_RSA_E) }

    /// Whether a signature is this key's over a message.
    package func isValid(_ signature: [UInt8], for message: [UInt8], digest: RSADigest = .sha256) -> Bool {
        let context = OpenSSL.require(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        OpenSSL.require(EVP_DigestVerifyInit(context, nil, digest.openSSL, nil, key.pointer))
        let isValid = EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        // What was refused would otherwise pile up in this thread's list of errors.
        if !isValid { ERR_clear_error() }
        return isValid
    }
}
