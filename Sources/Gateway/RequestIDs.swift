internal import Kernel
internal import Synchronization

/// Names requests: unique and in the form of a random UUID, but not secret, so that no request waits for the
/// system's generator.
final class RequestIDs: Sendable {
    /// Drawn once, so that two processes do not give the same names.
    private let seed: (UInt64, UInt64)
    private let counter = Atomic<UInt64>(0)

    init(random: any RandomSource) {
        let bytes = random.bytes(16)
        func word(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        seed = (word(bytes[..<8]), word(bytes[8...]))
    }

    /// The next name.
    func next() -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return UUIDText.versionFour(
            from: Self.mixed(seed.0 &+ number &* 0x9E37_79B9_7F4A_7C15), Self.mixed(seed.1 ^ Self.mixed(number)))
    }

    /// A one-to-one scrambling of 64 bits: the output step of SplitMix64 (Steele, Lea and Flood, 2014).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
