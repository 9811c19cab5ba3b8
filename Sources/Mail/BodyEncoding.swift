#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A mail's body in ASCII with short lines, by whichever way is shorter (RFC 2045, sections 6.7 and 6.8).
struct BodyEncoding {
    let name: String
    /// With CR LF at the end of every line.
    let text: String

    private static let lineLength = 76

    init(_ body: String) {
        let lines = Self.lines(of: body)
        let quoted = lines.map(Self.quoted).joined(separator: "\r\n") + "\r\n"
        let encoded = Self.base64(Array(lines.joined(separator: [0x0D, 0x0A])))
        (name, text) = quoted.utf8.count <= encoded.utf8.count ? ("quoted-printable", quoted) : ("base64", encoded)
    }

    /// Whatever ends a line where the text comes from.
    private static func lines(of body: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in body.utf8 {
            if byte == 0x0D || byte == 0x0A {
                if !(byte == 0x0A && previous == 0x0D) { lines.append([]) }
            } else {
                lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        return lines
    }

    private static func quoted(_ line: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        var column = 0
        for (place, byte) in line.enumerated() {
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = isBlank ? place < line.count - 1 : (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            let piece = isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            // One column is left for the sign that the line goes on.
            if column + piece.count > lineLength - 1 {
                text += Array("=\r\n".utf8)
                column = 0
            }
            text += piece
            column += piece.count
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        var rest = Array(Data(bytes).base64EncodedString().utf8)[...]
        var text = ""
        repeat {
            text += String(decoding: rest.prefix(lineLength), as: UTF8.self) + "\r\n"
            rest = rest.dropFirst(lineLength)
        } while !rest.isEmpty
        return text
    }
}
