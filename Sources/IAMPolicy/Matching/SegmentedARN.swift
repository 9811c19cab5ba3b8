/// A request's ARN with the places of its first five colons.
struct SegmentedARN: Sendable {
    let text: String
    private let colons: [Int]

    init(_ text: String) {
        self.text = text
        var colons: [Int] = []
        var offset = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ":") {
                colons.append(offset)
                if colons.count == 5 { break }
            }
            offset += 1
        }
        self.colons = colons
    }

    /// Whether the text has all six segments.
    var isARN: Bool { colons.count == 5 }

    /// Whether each of six globs matches its segment; false where the text has fewer segments.
    func matches(_ globs: [Glob]) -> Bool {
        guard isARN else { return false }
        var text = text
        return text.withUTF8 { bytes in
            // The last segments tell ARNs apart soonest.
            for index in globs.indices.reversed() {
                let start = index == 0 ? 0 : colons[index - 1] + 1
                let end = index == 5 ? bytes.count : colons[index]
                if !globs[index].matches(bytes[start..<end]) { return false }
            }
            return true
        }
    }
}
