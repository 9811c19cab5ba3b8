import Kernel

/// Encryption contexts, whose texts AWS compares by their bytes.
extension [String: String] {
    /// The value of a name that is the same to the byte.
    func value(named name: String) -> String? {
        guard let index = index(forKey: name), self[index].key.hasSameBytes(as: name) else { return nil }
        return self[index].value
    }

    /// Whether all of these pairs are among its own.
    func includes(_ pairs: [String: String]) -> Bool {
        pairs.allSatisfy { name, value in self.value(named: name)?.hasSameBytes(as: value) ?? false }
    }

    /// Whether both are the same pairs.
    func isSame(as other: [String: String]) -> Bool {
        count == other.count && includes(other)
    }
}
