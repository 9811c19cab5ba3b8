/// Appends JSON to bytes.
enum JSONText {
    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// Appends a string with its quotes, escaping only what must be.
    static func append(_ text: String, to output: inout [UInt8]) {
        output.append(0x22)
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes {
                switch byte {
                case 0x22: output.append(contentsOf: [0x5C, 0x22])
                case 0x5C: output.append(contentsOf: [0x5C, 0x5C])
                case 0x0A: output.append(contentsOf: [0x5C, 0x6E])
                case 0x0D: output.append(contentsOf: [0x5C, 0x72])
                case 0x09: output.append(contentsOf: [0x5C, 0x74])
                case 0..<0x20:
                    output.append(contentsOf: [0x5C, 0x75, 0x30, 0x30])
                    output.append(hexadecimal[Int(byte >> 4)])
                    output.append(hexadecimal[Int(byte & 15)])
                default: output.append(byte)
                }
            }
        }
        output.append(0x22)
    }

    /// Appends a double; those that are not numbers become strings.
    static func append(_ value: Double, to output: inout [UInt8]) {
        if let name = JSONNumber.special(value) {
            append(name, to: &output)
        } else {
            output.append(contentsOf: JSONNumber.text(value).utf8)
        }
    }

    static func append(_ value: Document, to output: inout [UInt8]) {
        switch value {
        case .null: output.append(contentsOf: "null".utf8)
        case .boolean(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): output.append(contentsOf: String(value).utf8)
        case .double(let value): append(value, to: &output)
        case .string(let value): append(value, to: &output)
        case .array(let elements):
            output.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(0x2C) }
                append(element, to: &output)
            }
            output.append(0x5D)
        case .object(let members):
            output.append(0x7B)
            for (index, member) in members.enumerated() {
                if index > 0 { output.append(0x2C) }
                append(member.name, to: &output)
                output.append(0x3A)
                append(member.value, to: &output)
            }
            output.append(0x7D)
        }
    }
}
