import Storage
import Testing

/// Keys are the only order there is: listings, ranges and indexes are right only if these are.
@Suite struct KeyTests {
    /// Why: the encoding is a format on disk; these bytes may never change.
    @Test(arguments: [
        ([KeyPart](), [UInt8]()),
        ([.none], [0x00]),
        ([.bytes([1, 0, 2])], [0x01, 1, 0, 0xFF, 2, 0]),
        (["F\u{D4}O\u{0}bar"], [0x02, 0x46, 0xC3, 0x94, 0x4F, 0x00, 0xFF, 0x62, 0x61, 0x72, 0x00]),
        ([.nested([.bytes([0x66]), .none, .nested([])])], [0x05, 0x01, 0x66, 0x00, 0x00, 0xFF, 0x05, 0x00, 0x00]),
        ([0], [0x14]), ([1], [0x15, 1]), ([-1], [0x13, 0xFE]), ([255], [0x15, 0xFF]), ([256], [0x16, 1, 0]),
        ([-5_551_212], [0x11, 0xAB, 0x4B, 0x93]),
        ([.integer(.max)], [0x1C, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ([.integer(.min)], [0x0C, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ([false, true], [0x26, 0x27]),
    ])
    func encodes(_ parts: [KeyPart], as bytes: [UInt8]) throws {
        #expect(Key(parts).bytes == bytes)
        #expect(try Key(encoded: bytes).parts() == parts)
    }

    /// Why: the promise itself, over many tuples that differ in hard places.
    @Test(arguments: [1, 7, UInt64.random(in: 0 ... .max)])
    func keepsTheOrderOfTuples(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<5000 {
            let left = tuple(&random)
            let right = tuple(&random)
            let (leftKey, rightKey) = (Key(left), Key(right))
            #expect((leftKey < rightKey) == left.lexicographicallyPrecedes(right), "seed \(seed): \(left) \(right)")
            #expect((leftKey == rightKey) == (left == right), "seed \(seed): \(left) \(right)")
            #expect(try leftKey.parts() == left, "seed \(seed)")
        }
    }

    /// Why: a prefix scan that leaves out an entry, or takes in a neighbour, crosses from one tenant to the next.
    @Test(arguments: [2, UInt64.random(in: 0 ... .max)])
    func rangesHoldExactlyTheirPrefix(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<5000 {
            let prefix = Array(tuple(&random).prefix(2))
            let other = Bool.random(using: &random) ? prefix + tuple(&random) : tuple(&random)
            #expect(contains(KeyRange(prefix: prefix), Key(other)) == other.starts(with: prefix), "seed \(seed)")
        }
        let table: [(String, String, Bool)] = [
            ("/a/", "/a/b", true), ("/a/", "/a/", true), ("/a/", "/a", false), ("/a/", "/b", false),
            ("", "x", true), ("a", "a\u{0}b", true), ("a\u{0}", "a", false), ("é", "éa", true),
        ]
        for (start, text, inside) in table {
            #expect(contains(KeyRange(prefix: ["s"], beginningWith: start), Key(["s", .string(text)])) == inside)
            let bytes = KeyRange(prefix: ["s"], beginningWith: Array(start.utf8))
            #expect(contains(bytes, Key(["s", .bytes(Array(text.utf8))])) == inside)
        }
        #expect(contains(KeyRange(prefix: [], beginningWith: [0xFF]), Key([.bytes([0xFF, 0xFF])])))
        #expect(!contains(KeyRange(prefix: [], beginningWith: [0xFE]), Key([.bytes([0xFF])])))
    }

    /// Why: positions in tokens and values on disk are decoded; no bytes may crash or pass for another key.
    @Test func refusesWhatIsNoKey() {
        let wrong: [[UInt8]] = [
            [0x02, 0x61], [0x01], [0x05, 0x01], [0x15], [0x15, 0], [0x1C, 0xFF, 0, 0, 0, 0, 0, 0, 0], [0x03], [0xFF],
            [0x02, 0xC3, 0x00], [0x0C, 0x00, 0, 0, 0, 0, 0, 0, 0], .init(repeating: 0x05, count: 5000),
        ]
        for bytes in wrong {
            #expect(throws: StorageFault.malformedKey, "\(bytes)") { try Key(encoded: bytes).parts() }
        }
        var random = SeededRandom(seed: 3)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                UInt8.random(in: 0...0x28, using: &random)
            }
            if let parts = try? Key(encoded: bytes).parts() { #expect(Key(parts).bytes == bytes) }
        }
    }

    private func contains(_ range: KeyRange, _ key: Key) -> Bool {
        Key(encoded: range.lower) <= key && key < Key(encoded: range.upper)
    }

    private func tuple(_ random: inout SeededRandom, depth: Int = 0) -> [KeyPart] {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in part(&random, depth: depth) }
    }

    private func part(_ random: inout SeededRandom, depth: Int) -> KeyPart {
        let letters: [UInt8] = [0, 1, 0x61, 0x62, 0x7F]
        let bytes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            letters[Int.random(in: 0...4, using: &random)]
        }
        switch Int.random(in: 0...(depth < 3 ? 6 : 5), using: &random) {
        case 0: return .none
        case 1: return .bytes(bytes + (Bool.random(using: &random) ? [0xFF] : []))
        case 2: return .string(String(decoding: bytes, as: UTF8.self) + (Bool.random(using: &random) ? "é" : ""))
        case 3: return .integer(Int64.random(in: -300...300, using: &random))
        case 4: return .integer(Int64(bitPattern: random.next() >> UInt64.random(in: 0...63, using: &random)))
        case 5: return .bool(Bool.random(using: &random))
        default: return .nested(tuple(&random, depth: depth + 1))
        }
    }
}
