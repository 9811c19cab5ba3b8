/// The square of a QR code: its fixed patterns, and where data goes.
struct QRGrid {
    private(set) var rows: [[Bool]]
    private var isFixed: [[Bool]]
    private let version: Int
    private let size: Int

    /// Data bits that a version holds, error correction included.
    static func capacity(_ version: Int) -> Int {
        var bits = (16 * version + 128) * version + 64
        if version >= 2 {
            let patterns = version / 7 + 2
            bits -= (25 * patterns - 10) * patterns - 55
            if version >= 7 { bits -= 36 }
        }
        return bits / 8 * 8
    }

    init(version: Int) {
        self.version = version
        size = version * 4 + 17
        rows = Array(repeating: Array(repeating: false, count: size), count: size)
        isFixed = rows
        drawPatterns()
    }

    /// Lays the codewords in their zigzag from the lower right, under mask 0.
    mutating func fill(_ codewords: [UInt8]) {
        var bit = 0
        var right = size - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                let isUpward = (right + 1) & 2 == 0
                let row = isUpward ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row][column] {
                    if bit < codewords.count * 8 {
                        rows[row][column] = codewords[bit >> 3] >> UInt8(7 - bit & 7) & 1 == 1
                        bit += 1
                    }
                    if (row + column) % 2 == 0 { rows[row][column].toggle() }
                }
            }
            right -= 2
        }
    }

    private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
        rows[row][column] = isDark
        isFixed[row][column] = true
    }

    private mutating func drawPatterns() {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
        let places = alignmentPlaces
        for row in places {
            for column in places where !isCorner(row, column) { drawAlignment(row, column) }
        }
        drawFormat()
        drawVersion()
    }

    private func isCorner(_ row: Int, _ column: Int) -> Bool {
        let far = size - 7
        return (row, column) == (6, 6) || (row, column) == (6, far) || (row, column) == (far, 6)
    }

    private var alignmentPlaces: [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let step = (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        return [6] + (0..<count - 1).map { size - 7 - $0 * step }.reversed()
    }

    private mutating func drawFinder(_ row: Int, _ column: Int) {
        for down in -4...4 {
            for across in -4...4 {
                let distance = max(abs(down), abs(across))
                let place = (row + down, column + across)
                guard (0..<size).contains(place.0), (0..<size).contains(place.1) else { continue }
                set(place.0, place.1, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func drawAlignment(_ row: Int, _ column: Int) {
        for down in -2...2 {
            for across in -2...2 { set(row + down, column + across, max(abs(down), abs(across)) != 1) }
        }
    }

    /// Level L and mask 0, with their own error correction, twice.
    private mutating func drawFormat() {
        let data = 0b01 << 3
        var rest = data
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (data << 10 | rest) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { set(index, 8, bit(index)) }
        set(7, 8, bit(6))
        set(8, 8, bit(7))
        set(8, 7, bit(8))
        for index in 9..<15 { set(8, 14 - index, bit(index)) }
        for index in 0..<8 { set(8, size - 1 - index, bit(index)) }
        for index in 8..<15 { set(size - 15 + index, 8, bit(index)) }
        set(size - 8, 8, true)
    }

    private mutating func drawVersion() {
        guard version >= 7 else { return }
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            let (far, near) = (size - 11 + index % 3, index / 3)
            set(far, near, isDark)
            set(near, far, isDark)
        }
    }
}
