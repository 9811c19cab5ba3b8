/// A place in a policy's text, as `MatchedStatements` gives it: both numbers count from one.
///
/// AWS's own examples (CLI reference, `simulate-custom-policy`) put a statement's start and end one column
/// *after* its opening and closing brace; so do these.
package struct TextPosition: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Turns ascending byte offsets of one text into lines and columns, in one pass.
struct PositionCursor {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var column = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The position after the byte at `offset`, which may not lie before the last one asked for.
    mutating func position(after offset: Int) -> TextPosition {
        while index <= offset, index < bytes.count {
            if bytes[index] == 0x0A {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        return TextPosition(line: line, column: column)
    }
}
