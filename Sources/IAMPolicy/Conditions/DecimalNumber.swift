/// An exact decimal number: conditions compare 0.1 with 0.10 and twenty-digit integers, which floating point cannot.
struct DecimalNumber: Sendable {
    private let isNegative: Bool
    /// Digits before the point without leading zeros, and after it without trailing ones.
    private let whole: [UInt8]
    private let fraction: [UInt8]

    /// Accepts an optional sign, digits, a fraction and a small exponent.
    init?(_ text: String) {
        var bytes = Substring(text).utf8
        var isNegative = false
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        }
        var digits: [UInt8] = []
        var point: Int?
        while let byte = bytes.first {
            if (0x30...0x39).contains(byte) {
                digits.append(byte)
            } else if byte == UInt8(ascii: "."), point == nil {
                point = digits.count
            } else {
                break
            }
            bytes = bytes.dropFirst()
        }
        guard !digits.isEmpty else { return nil }
        var shift = 0
        if let mark = bytes.first {
            guard mark | 0x20 == UInt8(ascii: "e"), let exponent = Int(Substring(bytes.dropFirst())) else { return nil }
            guard abs(exponent) <= 400 else { return nil }
            shift = exponent
        }
        var position = (point ?? digits.count) + shift
        if position < 0 {
            digits.insert(contentsOf: repeatElement(0x30, count: -position), at: 0)
            position = 0
        }
        if position > digits.count {
            digits.append(contentsOf: repeatElement(0x30, count: position - digits.count))
        }
        whole = Array(digits[..<position].drop { $0 == 0x30 })
        var fraction = Array(digits[position...])
        while fraction.last == 0x30 { fraction.removeLast() }
        self.fraction = fraction
        self.isNegative = isNegative && !(whole.isEmpty && fraction.isEmpty)
    }
}

extension DecimalNumber: Comparable {
    static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        guard left.isNegative == right.isNegative else { return left.isNegative }
        return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    /// Compares without signs.
    private func isSmaller(than other: DecimalNumber) -> Bool {
        guard whole.count == other.whole.count else { return whole.count < other.whole.count }
        guard whole == other.whole else { return whole.lexicographicallyPrecedes(other.whole) }
        return fraction.lexicographicallyPrecedes(other.fraction)
    }
}
