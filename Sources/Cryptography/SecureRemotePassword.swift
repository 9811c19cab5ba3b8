import Crypto

/// The secure remote password protocol (SRP-6a) in the variant that Cognito's clients speak.
///
/// The group is RFC 5054's with 3072 bits, the hash SHA-256, and every number is hashed as a *signed* one: without
/// leading zeros, but with one zero byte where the first bit is set. The name that a password is bound to is the pool's
/// (what follows the underscore in its id) joined to the user's, or a device group's key joined to a device's.
/// Pure: secrets are handed in. Sources: amazon-cognito-identity-js and pycognito, whose answers the tests hold.
package enum SecureRemotePassword {
    /// So many random bytes make one side's secret number: 320 bits, where RFC 7919 asks for 275 in this group.
    package static let secretLength = 40
    /// So many random bytes make a salt.
    package static let saltLength = 16

    static let group = ModularGroup.rfc5054
    static let generator: [UInt8] = [2]
    /// k: the group's modulus and generator, hashed.
    static let multiplier = digest(of: SignedNumber(group.modulusBytes), SignedNumber(generator))

    /// What is kept of a password: nobody can sign in with it, but passwords can be guessed against it, so seal it.
    package static func verifier(pool: String, user: String, password: String, salt: [UInt8]) -> Verifier {
        let secret = passwordNumber(pool: pool, user: user, password: password, salt: salt)
        return Verifier(salt: salt, checked: group.power(generator, secret))
    }

    /// B: the server's answer to a client that wants to sign in; draw a new secret each time.
    package static func challenge(for verifier: Verifier, secret: [UInt8]) -> PublicValue {
        let masked = group.product(multiplier, verifier.value)
        return PublicValue(checked: group.sum(masked, group.power(generator, secret)))
    }

    /// The key that the server and a client with the right password arrive at; the secret is the challenge's.
    package static func sessionKey(
        client: PublicValue, server: PublicValue, verifier: Verifier, secret: [UInt8]
    ) -> SessionKey {
        let scramble = scramble(client: client, server: server)
        let blinded = group.product(client.number, group.power(verifier.value, scramble))
        return SessionKey(shared: group.power(blinded, secret), scramble: scramble)
    }

    /// u: binds a key to both public values.
    static func scramble(client: PublicValue, server: PublicValue) -> [UInt8] {
        digest(of: SignedNumber(client.number), SignedNumber(server.number))
    }

    /// x: the password's secret number.
    static func passwordNumber(pool: String, user: String, password: String, salt: [UInt8]) -> [UInt8] {
        let identity = SHA256.hash(data: Array("\(pool)\(user):\(password)".utf8))
        return Array(SHA256.hash(data: SignedNumber(salt).bytes + Array(identity)))
    }

    private static func digest(of first: SignedNumber, _ second: SignedNumber) -> [UInt8] {
        Array(SHA256.hash(data: first.bytes + second.bytes))
    }
}
