/// The spaces in which something changed, told apart by the bytes that their keys begin with.
///
/// Transactions change the same few spaces again and again: a name is decoded once, not for each key.
struct TouchedSpaces {
    /// Each with the code before it and the zero behind it.
    private var known: [(start: [UInt8], name: String)] = []
    /// Whether a key was among them that begins with no string; its space is the empty one.
    private var hasNameless = false

    /// The spaces' names.
    var names: [String] { known.map(\.name) + (hasNameless ? [""] : []) }

    /// Counts a key's space in.
    mutating func insert(_ key: Key) {
        for (start, _) in known where Self.begins(key.bytes, with: start) { return }
        if key.bytes.first == KeyEncoding.string, let end = key.bytes.firstIndex(of: 0) {
            known.append((Array(key.bytes[...end]), key.space))
        } else {
            hasNameless = true
        }
    }

    private static func begins(_ bytes: [UInt8], with start: [UInt8]) -> Bool {
        guard bytes.count >= start.count else { return false }
        for index in start.indices.reversed() where bytes[index] != start[index] { return false }
        return true
    }
}
