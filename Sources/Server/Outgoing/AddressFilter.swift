/// Tells public internet addresses from those that only this machine or its network can reach.
///
/// Source: IANA's special-purpose address registries for IPv4 and IPv6.
enum AddressFilter {
    /// Ranges of IPv4 that are not public: first address and prefix length.
    private static let closedIPv4: [(base: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16),
        (0xac10_0000, 12), (0xc000_0000, 24), (0xc000_0200, 24), (0xc058_6300, 24), (0xc0a8_0000, 16),
        (0xc612_0000, 15), (0xc633_6400, 24), (0xcb00_7100, 24), (0xe000_0000, 4), (0xf000_0000, 4),
    ]

    /// Whether an address of 4 or 16 bytes, in network order, is public.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: isPublicIPv4(bytes[...])
        case 16: isPublicIPv6(bytes)
        default: false
        }
    }

    private static func isPublicIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let address = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return !closedIPv4.contains { (address ^ $0.base) >> (32 - $0.bits) == 0 }
    }

    private static func isPublicIPv6(_ bytes: [UInt8]) -> Bool {
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        let isTranslated = bytes[..<12].elementsEqual([0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0])
        if isMapped || isTranslated { return isPublicIPv4(bytes[12...]) }
        let isSixToFour = bytes[0] == 0x20 && bytes[1] == 0x02
        if isSixToFour { return isPublicIPv4(bytes[2..<6]) }
        // Only 2000::/3 is handed out for global use; out of it 2001::/23 (Teredo and others) and documentation.
        guard bytes[0] & 0xe0 == 0x20 else { return false }
        let isProtocolAssignment = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02
        let isDocumentation = bytes[..<4].elementsEqual([0x20, 0x01, 0x0d, 0xb8])
        return !isProtocolAssignment && !isDocumentation
    }
}
