/// Lists in header values: separated by commas, quoted where an element holds a comma or a quote.
enum HeaderText {
    static func join(_ elements: [String]) -> String {
        elements.map { element in
            guard element.contains(where: { $0 == "," || $0 == "\"" }) else { return element }
            return "\"" + element.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
                + "\""
        }.joined(separator: ", ")
    }

    /// The elements; dates of the form `Sun, 22 Nov 2026 …` hold one comma each.
    static func split(_ text: String, holdsDates: Bool) -> [String] {
        if text.isEmpty { return [] }
        var elements: [String] = []
        var element: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var commas = 0
        var bytes = text.utf8.makeIterator()
        func finish() {
            let value = String(decoding: element, as: UTF8.self)
            elements.append(wasQuoted ? value : ASCII.trimmed(value))
            element = []
            wasQuoted = false
            commas = 0
        }
        while let byte = bytes.next() {
            if isQuoted, byte == 0x5C {
                if let escaped = bytes.next() { element.append(escaped) }
            } else if byte == 0x22 {
                if !isQuoted { element.removeAll() }
                isQuoted.toggle()
                wasQuoted = true
            } else if byte == 0x2C, !isQuoted {
                commas += 1
                if holdsDates, commas == 1 { element.append(byte) } else { finish() }
            } else if isQuoted || !wasQuoted {
                element.append(byte)
            }
        }
        finish()
        return elements
    }
}
