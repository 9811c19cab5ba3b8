internal import Logging

/// Bytes of one JSON object on one line. A log line is written for every request, so nothing here makes strings.
struct JSONLine: Sendable {
    private(set) var bytes: [UInt8] = []

    private static let digits = Array("0123456789abcdef".utf8)

    init() {
        bytes.reserveCapacity(512)
    }

    /// Appends text that needs no quoting.
    mutating func append(raw text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a number in at least so many digits.
    mutating func append(_ number: Int64, width: Int = 1) {
        let magnitude = number.magnitude
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var count = 1
        var power: UInt64 = 1
        while magnitude / power >= 10 {
            power *= 10
            count += 1
        }
        for _ in 0..<max(0, width - count) { bytes.append(UInt8(ascii: "0")) }
        while power > 0 {
            bytes.append(Self.digits[Int(magnitude / power % 10)])
            power /= 10
        }
    }

    /// Appends a JSON string; control characters and line separators are escaped, so that one entry stays one line.
    mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) {
                bytes.append(contentsOf: utf8)
            } else {
                for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars { append(escaping: scalar) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"", "\\":
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(UInt8(scalar.value))
        case "\n": append(raw: "\\n")
        case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
            append(raw: "\\u")
            for shift in [12, 8, 4, 0] { bytes.append(Self.digits[Int(scalar.value >> UInt32(shift) & 15)]) }
        default: bytes.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
        }
    }

    /// Appends a metadata value; integers stay numbers.
    mutating func append(_ value: Logger.Metadata.Value) {
        switch value {
        case .string(let text): append(quoted: text)
        case .stringConvertible(let number as Int): append(Int64(number))
        case .stringConvertible(let number as Int64): append(number)
        case .stringConvertible(let other): append(quoted: other.description)
        case .array(let values):
            append(raw: "[")
            for (index, value) in values.enumerated() {
                if index > 0 { append(raw: ",") }
                append(value)
            }
            append(raw: "]")
        case .dictionary(let values):
            append(raw: "{")
            append(members: values, isFirst: true)
            append(raw: "}")
        }
    }

    /// Appends one more member; the name needs no escaping.
    mutating func append(member name: StaticString, _ value: String) {
        begin(name)
        append(quoted: value)
    }

    /// The same for a number.
    mutating func append(member name: StaticString, _ value: Int64) {
        begin(name)
        append(value)
    }

    private mutating func begin(_ name: StaticString) {
        append(raw: ",\"")
        append(raw: name)
        append(raw: "\":")
    }

    /// Appends members in the order of their keys.
    mutating func append(members values: Logger.Metadata, isFirst: Bool) {
        var isFirst = isFirst
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            if !isFirst { append(raw: ",") }
            isFirst = false
            append(quoted: key)
            append(raw: ":")
            append(value)
        }
    }
}
