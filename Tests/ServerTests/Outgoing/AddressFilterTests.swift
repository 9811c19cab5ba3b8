import Testing

@testable import Server

/// A hole here lets anyone who may name a provider's address reach the operator's own network.
@Suite struct AddressFilterTests {
    @Test(
        arguments: [
            [10, 0, 0, 1], [127, 0, 0, 1], [127, 255, 255, 255], [0, 0, 0, 0], [100, 64, 0, 1], [100, 127, 255, 255],
            [169, 254, 169, 254], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1], [192, 0, 2, 1],
            [198, 18, 0, 1],
            [198, 51, 100, 7], [203, 0, 113, 7], [224, 0, 0, 1], [240, 0, 0, 1], [255, 255, 255, 255],
        ] as [[UInt8]])
    func closedIPv4(_ address: [UInt8]) {
        #expect(!AddressFilter.isPublic(address))
        let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + address
        #expect(!AddressFilter.isPublic(mapped))
        let translated: [UInt8] = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0] + address
        #expect(!AddressFilter.isPublic(translated))
        let sixToFour: [UInt8] = [0x20, 0x02] + address + [UInt8](repeating: 0, count: 10)
        #expect(!AddressFilter.isPublic(sixToFour))
    }

    @Test(
        arguments: [
            [1, 1, 1, 1], [8, 8, 8, 8], [100, 63, 255, 255], [100, 128, 0, 0], [172, 15, 255, 255], [172, 32, 0, 0],
            [192, 167, 255, 255], [169, 253, 255, 255], [223, 255, 255, 255],
        ] as [[UInt8]])
    func openIPv4(_ address: [UInt8]) {
        #expect(AddressFilter.isPublic(address))
        #expect(AddressFilter.isPublic([UInt8](repeating: 0, count: 10) + [0xff, 0xff] + address))
    }

    @Test(
        arguments: [
            ([0], false), ([0xfe, 0x80], false), ([0xfc, 0x00], false), ([0xfd, 0x12], false), ([0xff, 0x02], false),
            ([0x20, 0x01, 0x0d, 0xb8], false), ([0x20, 0x01, 0x00, 0x00], false), ([0x40, 0x00], false),
            ([0x26, 0x06, 0x47, 0x00], true), ([0x20, 0x01, 0x48, 0x60], true), ([0x2a, 0x00], true),
        ] as [([UInt8], Bool)])
    func prefixesOfIPv6(_ prefix: [UInt8], _ isPublic: Bool) {
        let address = prefix + [UInt8](repeating: 0, count: 15 - prefix.count) + [1]
        #expect(AddressFilter.isPublic(address) == isPublic)
    }

    @Test func otherLengthsAreRefused() {
        #expect(!AddressFilter.isPublic([]))
        #expect(!AddressFilter.isPublic([8, 8, 8]))
    }
}
