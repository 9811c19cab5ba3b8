/// An IPv4 or IPv6 address, or a range of them in CIDR form.
struct AddressRange: Hashable, Sendable {
    /// The address as 128 bits; IPv4 addresses stand in their IPv6-mapped place, so both spellings are equal.
    private let high: UInt64
    private let low: UInt64
    private let prefix: Int

    /// Without a prefix the range is the one address (`/32`, or `/128` for IPv6).
    init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let address = halves[0]
        let isV4 = !address.contains(":")
        let groups: [UInt16]
        if isV4 {
            guard let bytes = Self.dotted(address) else { return nil }
            groups = [0, 0, 0, 0, 0, 0xFFFF] + bytes
        } else {
            guard let parsed = Self.groups(address) else { return nil }
            groups = parsed
        }
        high = groups[..<4].reduce(0) { $0 << 16 | UInt64($1) }
        low = groups[4...].reduce(0) { $0 << 16 | UInt64($1) }
        let offset = isV4 ? 96 : 0
        guard halves.count > 1 else {
            prefix = 128
            return
        }
        guard halves[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(halves[1]),
            length + offset <= 128
        else { return nil }
        prefix = length + offset
    }

    /// IPv4 addresses lie in no range of IPv6.
    func contains(_ address: AddressRange) -> Bool {
        address.isV4 == isV4 && address.prefix >= prefix
            && masked(high, bits: min(prefix, 64)) == masked(address.high, bits: min(prefix, 64))
            && masked(low, bits: max(prefix - 64, 0)) == masked(address.low, bits: max(prefix - 64, 0))
    }

    private var isV4: Bool { high == 0 && low >> 32 == 0xFFFF && prefix >= 96 }

    private func masked(_ word: UInt64, bits: Int) -> UInt64 {
        bits == 0 ? 0 : word >> (64 - UInt64(bits))
    }

    /// Four decimal bytes as two groups.
    private static func dotted(_ text: Substring) -> [UInt16]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt16] = []
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let byte = UInt8(part)
            else { return nil }
            bytes.append(UInt16(byte))
        }
        return [bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]]
    }

    /// Eight groups of an IPv6 address, with at most one `::` and perhaps an IPv4 tail.
    private static func groups(_ text: Substring) -> [UInt16]? {
        guard let gap = doubleColon(in: text) else {
            guard let groups = list(text), groups.count == 8 else { return nil }
            return groups
        }
        let tail = text[text.index(gap, offsetBy: 2)...]
        guard doubleColon(in: tail) == nil, let head = list(text[..<gap]), let rest = list(tail) else { return nil }
        guard head.count + rest.count <= 7 else { return nil }
        return head + Array(repeating: 0, count: 8 - head.count - rest.count) + rest
    }

    private static func doubleColon(in text: Substring) -> Substring.Index? {
        text.indices.first { text[$0...].hasPrefix("::") }
    }

    private static func list(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part.contains(".") {
                guard index == parts.count - 1, let tail = dotted(part) else { return nil }
                groups += tail
            } else {
                guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }
}
