/// The header lines of a canonical request.
enum CanonicalHeaders {
    /// Writes one `name:value` line for each signed name: repeated headers joined by commas in the order in which
    /// they came, whitespace trimmed and folded; a signed header that is absent counts as empty.
    ///
    /// - Parameter names: lowercase and sorted.
    static func append(_ names: [String], of headers: HeaderList, host: String?, to bytes: inout [UInt8]) {
        for name in names {
            bytes.append(contentsOf: name.utf8)
            bytes.append(UInt8(ascii: ":"))
            if let host, name == "host" {
                bytes.append(contentsOf: host.utf8)
            } else {
                appendValues(of: name, in: headers, to: &bytes)
            }
            bytes.append(SigningText.newline)
        }
    }

    /// Writes the names with semicolons between them.
    static func appendNames(_ names: [String], to bytes: inout [UInt8]) {
        for (index, name) in names.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ";")) }
            bytes.append(contentsOf: name.utf8)
        }
    }

    private static func appendValues(of name: String, in headers: HeaderList, to bytes: inout [UInt8]) {
        var isFirst = true
        for field in headers.fields where isSame(field.name, name) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            appendFolded(field.value, to: &bytes)
        }
    }

    private static func appendFolded(_ value: String, to bytes: inout [UInt8]) {
        value.withUTF8Bytes { raw in
            let start = bytes.count
            var isAfterSpace = false
            for byte in raw {
                if SigningText.isWhitespace(byte) {
                    isAfterSpace = true
                } else {
                    if isAfterSpace && bytes.count > start { bytes.append(0x20) }
                    isAfterSpace = false
                    bytes.append(byte)
                }
            }
        }
    }

    /// Whether a header's name is the lowercase one.
    private static func isSame(_ name: String, _ lowercase: String) -> Bool {
        guard name.utf8.count == lowercase.utf8.count else { return false }
        return name.withUTF8Bytes { left in
            lowercase.withUTF8Bytes { right in
                for index in 0..<left.count where ASCII.lowercased(left[index]) != right[index] { return false }
                return true
            }
        }
    }
}
