import Storage

/// Transactions whose traces show afterwards whether one was lost or is half there.
///
/// Each adds one to two sums that must agree, counts its writer up, logs its number with bytes that follow from it,
/// and removes the log entry of fifty before.
struct CrashTrial: Sendable {
    static let kept = 50

    let writers: Int

    init(writers: Int) {
        self.writers = writers
    }

    /// One more transaction of a writer; answers its number.
    func step(_ writer: Int, in transaction: any WriteTransaction) throws -> Int {
        let number = try number(Self.counter(writer), in: transaction) + 1
        try set(Self.counter(writer), to: number, in: transaction)
        try set(Self.left, to: try self.number(Self.left, in: transaction) + 1, in: transaction)
        try transaction.set(Self.entry(writer, number), to: Self.content(writer, number))
        if number > Self.kept { try transaction.remove(Self.entry(writer, number - Self.kept)) }
        try set(Self.right, to: try self.number(Self.right, in: transaction) + 1, in: transaction)
        return number
    }

    /// What is wrong, given the last number of each writer that was acknowledged; empty if nothing is.
    func damage(acknowledged: [Int: Int], in transaction: any ReadTransaction) throws -> [String] {
        var damage: [String] = []
        var sum = 0
        for writer in 0..<writers {
            let number = try number(Self.counter(writer), in: transaction)
            sum += number
            if let last = acknowledged[writer], last > number {
                damage.append("writer \(writer): \(last) was acknowledged, \(number) is there")
            }
            let entries = try transaction.entries(in: Self.log(writer), reverse: false, limit: .max)
            let expected = max(number - Self.kept, 0)..<number
            let right = expected.map {
                Entry(key: Self.entry(writer, $0 + 1), value: Self.content(writer, $0 + 1))
            }
            if entries != right { damage.append("writer \(writer): the log does not end at \(number)") }
        }
        let left = try number(Self.left, in: transaction)
        let right = try number(Self.right, in: transaction)
        if left != right || left != sum { damage.append("sums \(left) and \(right) of \(sum)") }
        return damage
    }

    private static let left = Key(["trial", "crash", "left"])
    private static let right = Key(["trial", "crash", "right"])

    private static func counter(_ writer: Int) -> Key {
        Key(["trial", "crash", "counter", .integer(Int64(writer))])
    }

    private static func log(_ writer: Int) -> KeyRange {
        KeyRange(prefix: ["trial", "crash", "log", .integer(Int64(writer))])
    }

    private static func entry(_ writer: Int, _ number: Int) -> Key {
        Key(["trial", "crash", "log", .integer(Int64(writer)), .integer(Int64(number))])
    }

    /// From nothing to several pages, so that records split and pages overflow.
    private static func content(_ writer: Int, _ number: Int) -> [UInt8] {
        let size = number % 97 == 0 ? 20_000 : (writer * 131 + number * 7919) % 1500
        return [UInt8](repeating: UInt8(truncatingIfNeeded: writer &+ number), count: size)
    }

    private func number(_ key: Key, in transaction: any ReadTransaction) throws -> Int {
        guard let bytes = try transaction.get(key) else { return 0 }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private func set(_ key: Key, to number: Int, in transaction: any WriteTransaction) throws {
        try transaction.set(key, to: (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
    }
}
