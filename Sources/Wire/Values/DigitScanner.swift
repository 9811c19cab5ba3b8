/// Walks over the digits and marks of a date.
struct DigitScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Exactly so many digits as a number.
    mutating func digits(_ count: Int) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<(index + count)] {
            guard ASCII.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        index += count
        return value
    }

    /// Digits after a point, as milliseconds; finer ones are cut off.
    mutating func fraction() -> Int? {
        var value = 0
        var count = 0
        while index < bytes.count, ASCII.isDigit(bytes[index]) {
            if count < 3 { value = value * 10 + Int(bytes[index] - 0x30) }
            count += 1
            index += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(3, count) { value *= 10 }
        return value
    }

    /// `Z`, `GMT`, `UTC`, nothing, or an offset such as `+01:00` or `-0700`, in seconds.
    mutating func zone() -> Int? {
        let rest = String(decoding: bytes[index...], as: UTF8.self)
        if ["", "Z", "z", "GMT", "UTC", "UT"].contains(rest) {
            index = bytes.count
            return 0
        }
        let isNegative = take(0x2D)
        guard isNegative || take(0x2B), let hours = digits(2) else { return nil }
        _ = take(0x3A)
        guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }
}
