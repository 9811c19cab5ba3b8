/// A class of characters: ranges and Unicode categories, with the ASCII part as bits.
struct ScalarSet: Sendable {
    /// One part of a class.
    indirect enum Item: Sendable {
        case range(ClosedRange<UInt32>)
        /// A general category such as `L` or `Zs`, or one of Java's names such as `Alnum`.
        case category(String)
        case not([Item])
    }

    private let items: [Item]
    private let isNegated: Bool
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ items: [Item], isNegated: Bool = false) {
        self.items = items
        self.isNegated = isNegated
        for value in UInt32(0)..<128 {
            guard let scalar = Unicode.Scalar(value), Self.any(items, scalar) != isNegated else { continue }
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }
    }

    init(_ scalar: Unicode.Scalar) {
        self.init([.range(scalar.value...scalar.value)])
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 64 { return low >> UInt64(value) & 1 == 1 }
        if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
        return Self.any(items, scalar) != isNegated
    }

    private static func any(_ items: [Item], _ scalar: Unicode.Scalar) -> Bool {
        items.contains { item in
            switch item {
            case .range(let range): range.contains(scalar.value)
            case .category(let name): UnicodeCategory.contains(name, scalar)
            case .not(let items): !any(items, scalar)
            }
        }
    }

    static let digits: [Item] = [.range(0x30...0x39)]
    static let spaces: [Item] = [.range(0x09...0x0D), .range(0x20...0x20)]
    /// ASCII letters, digits and the underscore, as Java means `\w`.
    static let wordItems: [Item] = digits + [.range(0x41...0x5A), .range(0x61...0x7A), .range(0x5F...0x5F)]
    static let word = ScalarSet(wordItems)
    static let any = ScalarSet([.range(0...0x10FFFF)])
    static let anyButLineEnds = ScalarSet(
        [.range(0x0A...0x0A), .range(0x0D...0x0D), .range(0x85...0x85), .range(0x2028...0x2029)],
        isNegated: true
    )
}
