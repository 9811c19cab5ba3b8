/// What can go wrong in this room.
package enum CryptographyFault: Error, Hashable {
    /// Too many others are waiting already; the caller should be asked to come back later.
    case overloaded
    /// A kept hash is not one of Argon2id in the PHC string format.
    case malformedHash
    /// Bytes are not an RSA private key of at least 2048 bits in PKCS#8.
    case malformedKey
    /// libargon2 refused, with its own code: parameters out of range, or no memory.
    case argon2(code: Int32)
}
