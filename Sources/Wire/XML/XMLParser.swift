/// Reads the part of XML that AWS's protocols need, into a tree.
///
/// A document type declaration is refused, so there are no entities but the five that XML itself has, and nothing
/// outside the text is ever fetched. Elements nest at most `depthLimit` deep.
package struct XMLParser {
    /// Lists and maps put up to two elements around each value of a model.
    static let depthLimit = WireLimits.depth * 3

    private let bytes: [UInt8]
    private var index = 0
    private var tree = XMLTree()

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The document, or throws `WireFault`.
    package static func parse(_ bytes: [UInt8]) throws -> XMLTree {
        guard UTF8Check.isValid(bytes) else { throw WireFault.malformed("The body is not UTF-8") }
        var parser = XMLParser(bytes)
        try parser.document()
        return parser.tree
    }

    private func fault() -> WireFault {
        .malformed("The XML is not well-formed at byte \(index)")
    }

    private mutating func document() throws {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        try miscellany()
        guard current == 0x3C else { throw fault() }
        try content()
        try miscellany()
        if index < bytes.count { throw fault() }
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func isAt(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    private mutating func skipSpaces() {
        while let byte = current, ASCII.isSpace(byte) { index += 1 }
    }

    /// Steps past the next occurrence of a mark and answers what lay before it.
    private mutating func upTo(_ mark: StaticString) throws -> Range<Int> {
        let start = index
        while index < bytes.count {
            if isAt(mark) {
                defer { index += mark.utf8CodeUnitCount }
                return start..<index
            }
            index += 1
        }
        throw fault()
    }

    /// White space, comments and processing instructions around the outermost element.
    private mutating func miscellany() throws {
        while true {
            skipSpaces()
            if isAt("<?") {
                _ = try upTo("?>")
            } else if isAt("<!--") {
                _ = try upTo("-->")
            } else {
                return
            }
        }
    }

    /// The outermost element with all it holds; a loop with its own stack, so that depth costs no call frames.
    private mutating func content() throws {
        var open: [(element: Int, name: Range<Int>)] = []
        repeat {
            guard let byte = current else { throw fault() }
            if byte != 0x3C {
                guard let last = open.last else { throw fault() }
                tree.append(text: try characters(), to: last.element)
            } else if isAt("</") {
                guard let last = open.popLast() else { throw fault() }
                try endTag(last.name)
            } else if isAt("<!--") {
                _ = try upTo("-->")
            } else if isAt("<![CDATA[") {
                index += 9
                let range = try upTo("]]>")
                guard let last = open.last else { throw fault() }
                tree.append(text: String(decoding: bytes[range], as: UTF8.self), to: last.element)
            } else if isAt("<?") {
                _ = try upTo("?>")
            } else {
                if open.count >= Self.depthLimit { throw WireFault.tooDeep }
                let tag = try startTag(under: open.last?.element)
                if !tag.isClosed { open.append((tag.element, tag.name)) }
            }
        } while !open.isEmpty
    }

    private mutating func characters() throws -> String {
        let start = index
        while let byte = current, byte != 0x3C { index += 1 }
        return try XMLText.unescaped(bytes[start..<index])
    }

    private mutating func name() throws -> Range<Int> {
        let start = index
        while let byte = current {
            switch byte {
            case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...: index += 1
            default:
                if index == start { throw fault() }
                return start..<index
            }
        }
        throw fault()
    }

    private mutating func startTag(under parent: Int?) throws -> (element: Int, name: Range<Int>, isClosed: Bool) {
        index += 1
        let name = try name()
        let local = bytes[name].lastIndex(of: 0x3A).map { $0 + 1 } ?? name.lowerBound
        var element = XMLTree.Element(name: String(decoding: bytes[local..<name.upperBound], as: UTF8.self))
        while true {
            skipSpaces()
            if isAt("/>") {
                index += 2
                return (tree.append(element, under: parent), name, true)
            }
            if current == 0x3E {
                index += 1
                return (tree.append(element, under: parent), name, false)
            }
            element.attributes.append(try attribute())
        }
    }

    private mutating func attribute() throws -> XMLTree.Attribute {
        let name = try name()
        skipSpaces()
        guard current == 0x3D else { throw fault() }
        index += 1
        skipSpaces()
        guard let quote = current, quote == 0x22 || quote == 0x27 else { throw fault() }
        index += 1
        let start = index
        while let byte = current, byte != quote {
            if byte == 0x3C { throw fault() }
            index += 1
        }
        guard current == quote else { throw fault() }
        index += 1
        return XMLTree.Attribute(
            name: String(decoding: bytes[name], as: UTF8.self),
            value: try XMLText.unescaped(bytes[start..<(index - 1)])
        )
    }

    private mutating func endTag(_ expected: Range<Int>) throws {
        index += 2
        let name = try name()
        guard bytes[name] == bytes[expected] else { throw fault() }
        skipSpaces()
        guard current == 0x3E else { throw fault() }
        index += 1
    }
}
