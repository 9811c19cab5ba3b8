extension SecureRemotePassword {
    /// A salt and the password's image under it.
    package struct Verifier: Sendable, Hashable {
        package let salt: [UInt8]
        /// v, big-endian.
        package let value: [UInt8]

        /// Takes what a client made for its device, or what was kept; `nil` where the value is no element of the group
        /// or the salt is longer than 64 bytes.
        package init?(salt: [UInt8], value: [UInt8]) {
            let digits = Array(value.drop { $0 == 0 })
            guard salt.count <= 64, digits.count <= group.byteCount, !group.isZero(digits) else { return nil }
            self.init(salt: salt, checked: digits)
        }

        /// For values computed here.
        init(salt: [UInt8], checked value: [UInt8]) {
            self.salt = salt
            self.value = value
        }

        /// The salt as clients expect it: without leading zeros, so that those that keep the digits and those that
        /// read a number hash the same bytes.
        package var saltHexadecimal: String { Hexadecimal.digits(salt) }
    }
}
