extension SecureRemotePassword {
    /// The app's side of a sign-in.
    package struct Client: Sendable {
        /// A, to be sent first.
        package let publicValue: PublicValue
        private let secret: [UInt8]

        /// The secret is random bytes, `secretLength` of them or more.
        package init(secret: [UInt8]) {
            self.secret = secret
            publicValue = PublicValue(checked: group.power(generator, secret))
        }

        /// The key that answers a server's challenge; another one, without an error, where the password is wrong.
        package func sessionKey(
            server: PublicValue, salt: [UInt8], pool: String, user: String, password: String
        ) -> SessionKey {
            let scramble = scramble(client: publicValue, server: server)
            let number = passwordNumber(pool: pool, user: user, password: password, salt: salt)
            let masked = group.product(multiplier, group.power(generator, number))
            let base = group.difference(server.number, masked)
            // The base to the power of a + u × x, without ever writing that exponent down.
            let shared = group.product(
                group.power(base, secret), group.power(group.power(base, scramble), number))
            return SessionKey(shared: shared, scramble: scramble)
        }
    }
}
