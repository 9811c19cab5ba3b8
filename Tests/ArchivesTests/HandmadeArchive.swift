/// Writes zip archives by hand, byte by byte, so that every field can lie.
struct HandmadeArchive {
    /// One entry, with what its headers are to say.
    struct Entry {
        var name: [UInt8]
        var content: [UInt8] = []
        /// `st_mode` in the upper half of the external attributes.
        var mode: UInt32 = 0
        /// 3 is Unix, 0 the PC.
        var system: UInt8 = 3
        var flags: UInt16 = 0
        /// 0 stores, 8 deflates (the content is then given deflated).
        var method: UInt16 = 0
        var claimedSize: UInt32?
        var checksum: UInt32?
        /// Points the directory's record at another entry's content.
        var placeOf: Int?

        init(_ name: String, _ content: String = "", mode: UInt32 = 0) {
            self.name = Array(name.utf8)
            self.content = Array(content.utf8)
            self.mode = mode
        }

        /// The same entry with something changed.
        func with(_ change: (inout Entry) -> Void) -> Entry {
            var copy = self
            change(&copy)
            return copy
        }
    }

    var entries: [Entry]
    var leading: [UInt8] = []
    var trailing: [UInt8] = []
    var claimedCount: Int?

    var bytes: [UInt8] {
        var bytes = leading
        var directory: [UInt8] = []
        var places: [Int] = []
        for entry in entries {
            places.append(bytes.count - leading.count)
            let size = entry.claimedSize ?? UInt32(entry.content.count)
            let checksum = entry.checksum ?? Self.checksum(entry.content)
            let common =
                number(20, 2) + number(UInt32(entry.flags), 2) + number(UInt32(entry.method), 2) + number(0, 4)
                + number(checksum, 4) + number(UInt32(entry.content.count), 4) + number(size, 4)
                + number(UInt32(entry.name.count), 2) + number(0, 2)
            if entry.placeOf == nil { bytes += number(0x0403_4b50, 4) + common + entry.name + entry.content }
            directory +=
                number(0x0201_4b50, 4) + [20, entry.system] + common + number(0, 2) + number(0, 2) + number(0, 2)
                + number(entry.mode << 16, 4) + number(UInt32(places[entry.placeOf ?? places.count - 1]), 4)
                + entry.name
        }
        let start = bytes.count - leading.count
        let count = UInt32(truncatingIfNeeded: claimedCount ?? entries.count) & 0xffff
        return bytes + directory + number(0x0605_4b50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
            + number(UInt32(directory.count), 4) + number(UInt32(start), 4) + number(0, 2) + trailing
    }

    private func number(_ value: UInt32, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// The format's CRC-32.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
    }
}
