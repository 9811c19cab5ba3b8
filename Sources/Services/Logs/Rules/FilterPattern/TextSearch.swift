/// Finds one text in others, in time linear in both (Knuth, Morris and Pratt).
struct TextSearch: Sendable, Hashable {
    let text: [UInt8]
    /// For each place, how much of the text is known to match when the byte there does not.
    private let fallback: [Int]

    init(_ text: [UInt8]) {
        self.text = text
        var fallback = [Int](repeating: 0, count: text.count)
        var length = 0
        for place in text.indices.dropFirst() {
            while length > 0, text[place] != text[length] { length = fallback[length - 1] }
            if text[place] == text[length] { length += 1 }
            fallback[place] = length
        }
        self.fallback = fallback
    }

    func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        var place = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if place == 0, byte != first {
                index += 1
                continue
            }
            while place > 0, byte != text[place] { place = fallback[place - 1] }
            if byte == text[place] { place += 1 }
            if place == text.count { return true }
            index += 1
        }
        return false
    }
}
