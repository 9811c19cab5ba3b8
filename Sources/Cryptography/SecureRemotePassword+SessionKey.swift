import Crypto

extension SecureRemotePassword {
    /// The key both sides share once the password is right, with which the client signs.
    package struct SessionKey: Sendable {
        private let key: SymmetricKey

        init(shared: [UInt8], scramble: [UInt8]) {
            key = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: SignedNumber(shared).bytes),
                salt: SignedNumber(scramble).bytes,
                info: Array("Caldera Derived Key".utf8),
                outputByteCount: 16
            )
        }

        /// The client's proof that it knows the key; the timestamp is the client's own string.
        package func signature(pool: String, user: String, secretBlock: [UInt8], timestamp: String) -> [UInt8] {
            let message = Array(pool.utf8) + Array(user.utf8) + secretBlock + Array(timestamp.utf8)
            return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        }

        /// Whether a proof is right, compared in constant time. Whether the timestamp is recent is for others to say.
        package func isValid(
            _ signature: [UInt8], pool: String, user: String, secretBlock: [UInt8], timestamp: String
        ) -> Bool {
            let expected = self.signature(pool: pool, user: user, secretBlock: secretBlock, timestamp: timestamp)
            return ConstantTime.equal(signature, expected)
        }
    }
}
