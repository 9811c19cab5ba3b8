/// Draws a text as a QR code (ISO/IEC 18004): byte mode, error correction level L, versions 1 to 15.
enum QRCode {
    /// Codewords for error correction in each block, and blocks, by version (table 9 of the standard, level L).
    private static let correctionLengths = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22]
    private static let blockCounts = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6]

    /// The picture, black on white, with its quiet zone; `nil` where the text is longer than 520 bytes.
    static func png(of text: String, scale: Int = 4) -> [UInt8]? {
        modules(of: text).map { PNGImage.encode($0, scale: scale, margin: 4) }
    }

    /// The modules row by row, dark ones true; the mask is always the first of the eight, which every reader takes.
    static func modules(of text: String) -> [[Bool]]? {
        let bytes = Array(text.utf8)
        let fitting = (1...correctionLengths.count).first { version in
            12 + (version < 10 ? 0 : 8) + bytes.count * 8 <= dataLength(version) * 8
        }
        guard let version = fitting else { return nil }
        var grid = QRGrid(version: version)
        grid.fill(codewords(of: bytes, version: version))
        return grid.rows
    }

    private static func dataLength(_ version: Int) -> Int {
        QRGrid.capacity(version) / 8 - correctionLengths[version - 1] * blockCounts[version - 1]
    }

    /// The text's bytes with mode, length and padding, cut into blocks, each corrected, interleaved.
    private static func codewords(of bytes: [UInt8], version: Int) -> [UInt8] {
        let data = payload(of: bytes, version: version)
        let count = blockCounts[version - 1]
        let short = data.count / count
        let longBlocks = data.count % count
        var blocks: [[UInt8]] = []
        var start = 0
        for index in 0..<count {
            let length = short + (index >= count - longBlocks ? 1 : 0)
            blocks.append(Array(data[start..<start + length]))
            start += length
        }
        let corrections = blocks.map { ReedSolomon.remainder(of: $0, length: correctionLengths[version - 1]) }
        return interleaved(blocks) + interleaved(corrections)
    }

    private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
        (0..<(blocks.map(\.count).max() ?? 0)).flatMap { index in
            blocks.compactMap { index < $0.count ? $0[index] : nil }
        }
    }

    private static func payload(of bytes: [UInt8], version: Int) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ length: Int) {
            for shift in stride(from: length - 1, through: 0, by: -1) { bits.append(value >> shift & 1 == 1) }
        }
        append(4, 4)
        append(bytes.count, version < 10 ? 8 : 16)
        for byte in bytes { append(Int(byte), 8) }
        let limit = dataLength(version) * 8
        append(0, min(4, limit - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var padding = 0xEC
        while bits.count < limit {
            append(padding, 8)
            padding ^= 0xEC ^ 0x11
        }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }
}

/// Error correction over the field of 256 elements that QR codes use (polynomial 0x11D).
enum ReedSolomon {
    /// The codewords that correct a block.
    static func remainder(of data: [UInt8], length: Int) -> [UInt8] {
        let divisor = divisor(length)
        var result = [UInt8](repeating: 0, count: length)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in 0..<length { result[index] ^= product(divisor[index], factor) }
        }
        return result
    }

    /// The generator polynomial without its leading coefficient, highest power first.
    private static func divisor(_ length: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: length - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<length {
            for index in 0..<length {
                result[index] = product(result[index], root)
                if index + 1 < length { result[index] ^= result[index + 1] }
            }
            root = product(root, 2)
        }
        return result
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var result = 0
        for shift in stride(from: 7, through: 0, by: -1) {
            result = result << 1 ^ (result >> 7) * 0x11D
            result ^= Int(right >> UInt8(shift) & 1) * Int(left)
        }
        return UInt8(result)
    }
}
