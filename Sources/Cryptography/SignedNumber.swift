/// A natural number written as the shortest big-endian two's complement, as Java's and JavaScript's big integers are.
struct SignedNumber {
    let bytes: [UInt8]

    /// Reads big-endian bytes without a sign.
    init(_ magnitude: [UInt8]) {
        let digits = magnitude.drop { $0 == 0 }
        bytes = (digits.first ?? 0x80) < 0x80 ? Array(digits) : [0] + digits
    }
}
