#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Text in headers, which hold ASCII only (RFC 2047, the `B` encoding).
enum EncodedWords {
    /// Bytes of text in one word, so that the word and a header's name fit in a line of 76.
    private static let length = 39

    /// A header's text as it is where it can be, else in words of base 64, one a line. Never holds a bare line break.
    static func header(_ text: String) -> String {
        // Line breaks and other controls are never what the writer of a subject meant.
        let visible = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        let isPlain = visible.utf8.count <= 60 && visible.utf8.allSatisfy { $0 < 0x7F }
        return isPlain && !visible.contains("=?") ? visible : encode(visible)
    }

    /// Words of base 64, none of which divides a character.
    static func encode(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > length { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
