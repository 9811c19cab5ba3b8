/// Writes pictures of two colours as PNG (W3C, "Portable Network Graphics"), uncompressed.
enum PNGImage {
    /// A picture of squares, dark ones black, `scale` pixels each, in a white margin of so many squares.
    static func encode(_ squares: [[Bool]], scale: Int, margin: Int) -> [UInt8] {
        let side = (squares.count + 2 * margin) * scale
        var pixels: [UInt8] = []
        for row in 0..<side {
            pixels.append(0)
            let line = row / scale - margin
            for start in stride(from: 0, to: side, by: 8) {
                var byte: UInt8 = 0
                for offset in 0..<8 {
                    let column = (start + offset) / scale - margin
                    let isDark =
                        squares.indices.contains(line) && squares.indices.contains(column)
                        && squares[line][column]
                    byte = byte << 1 | (isDark ? 0 : 1)
                }
                pixels.append(byte)
            }
        }
        // One bit a pixel, grey.
        let header = bigEndian(UInt32(side)) + bigEndian(UInt32(side)) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", stored(pixels))
            + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return bigEndian(UInt32(content.count)) + body + bigEndian(checksum(body))
    }

    /// A zlib stream of stored blocks.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65535, bytes.count)
            let length = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            for number in [length, ~length] { stream += [UInt8(number & 255), UInt8(number >> 8)] }
            stream += bytes[start..<end]
            start = end
        } while start < bytes.count
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return stream + bigEndian(high << 16 | low)
    }

    /// CRC-32 as PNG has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { state, byte in
            (0..<8).reduce(state ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1) * 0xEDB8_8320 }
        }
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
