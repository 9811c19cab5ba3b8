/// The text of an entry's name. The format knows two: UTF-8, and the code page of the first PCs.
enum EntryName {
    /// The characters of code page 437 from 128 on.
    private static let upperHalf = Array(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}"
    )

    /// Reads a name as UTF-8, which most write without saying so, and else as code page 437.
    static func decode(_ bytes: [UInt8], isUTF8: Bool) throws(ArchiveFault) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        guard !isUTF8 else { throw .unreadable("The name of an entry is not UTF-8.") }
        return String(bytes.map { $0 < 128 ? Character(UnicodeScalar($0)) : upperHalf[Int($0) - 128] })
    }
}
