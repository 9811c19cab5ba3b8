extension SecureRemotePassword {
    /// A or B: a number that one side shows the other.
    ///
    /// None exists that the modulus divides: with such a value anybody would know the key (RFC 5054, section 2.5.4).
    package struct PublicValue: Sendable, Hashable {
        /// Big-endian, as it was sent.
        let number: [UInt8]

        /// Reads hexadecimal digits of at most 3072 bits; `nil` for anything else, and for multiples of the modulus.
        package init?(hexadecimal text: String) {
            guard text.utf8.count <= 2 * (group.byteCount + 1), let bytes = Hexadecimal.bytes(text) else { return nil }
            let number = Array(bytes.drop { $0 == 0 })
            guard number.count <= group.byteCount, !group.isZero(number) else { return nil }
            self.number = number
        }

        /// For values computed here, which are zero less often than memory fails.
        init(checked number: [UInt8]) {
            self.number = number
        }

        /// Lower-case digits without leading zeros, as clients write numbers.
        package var hexadecimal: String { Hexadecimal.digits(number) }
    }
}
