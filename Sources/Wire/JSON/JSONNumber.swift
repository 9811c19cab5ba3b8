/// Numbers as JSON spells them.
enum JSONNumber {
    /// A whole number within 64 bits; one with a fraction or exponent counts where its value is whole.
    static func integer(_ bytes: ArraySlice<UInt8>, allowsFraction: Bool = true) -> Int? {
        var value = 0
        let isNegative = bytes.first == 0x2D
        for byte in isNegative ? bytes.dropFirst() : bytes {
            guard ASCII.isDigit(byte) else { return allowsFraction ? whole(bytes) : nil }
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            let digit = Int(byte - 0x30)
            let (sum, carries) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflows || carries { return nil }
            value = sum
        }
        return value
    }

    private static func whole(_ bytes: ArraySlice<UInt8>) -> Int? {
        Int(exactly: double(bytes))
    }

    /// The nearest double; infinite where the number is too great for one.
    static func double(_ bytes: ArraySlice<UInt8>) -> Double {
        Double(String(decoding: bytes, as: UTF8.self)) ?? .infinity
    }

    /// A double as text that reads back equal: whole numbers without a fraction where they are exact.
    static func text(_ value: Double) -> String {
        if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return "\(whole).0" }
        return "\(value)"
    }

    /// The names by which all formats spell the doubles that are not numbers.
    static func special(_ text: String) -> Double? {
        switch text {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: nil
        }
    }

    /// The name of a double that is not a number.
    static func special(_ value: Double) -> String? {
        if value.isNaN { return "NaN" }
        guard value.isInfinite else { return nil }
        return value < 0 ? "-Infinity" : "Infinity"
    }
}
