/// Zip archives with stored entries, made without the room that reads them.
enum StoredZip {
    static func archive(_ files: [String: String]) -> [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            let (name, content) = (Array(name.utf8), Array(text.utf8))
            // Version, flags, method, time, date, checksum, both sizes, length of the name, no extra field.
            let common =
                little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2)
                + little(Int(checksum(content)), 4) + little(content.count, 4) + little(content.count, 4)
                + little(name.count, 2) + little(0, 2)
            directory += [0x50, 0x4b, 1, 2] + little(20, 2) + common + little(0, 8) + little(0, 2)
            directory += little(body.count, 4) + name
            body += [0x50, 0x4b, 3, 4] + common + name + content
        }
        let count = little(files.count, 2)
        return body + directory + [0x50, 0x4b, 5, 6] + little(0, 4) + count + count
            + little(directory.count, 4) + little(body.count, 4) + little(0, 2)
    }

    private static func little(_ number: Int, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xffff_ffff
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
