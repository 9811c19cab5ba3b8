import Kernel

/// Encryption contexts and tags, whose texts AWS compares by their bytes.
extension [String: String] {
    /// The value of a name that is the same to the byte.
    func value(named name: String) -> String? {
        guard let index = index(forKey: name), self[index].key.hasSameBytes(as: name) else { return nil }
        return self[index].value
    }

    /// Whether a name is taken by one that is written otherwise, which a dictionary cannot keep beside it.
    func hasLookalike(of name: String) -> Bool {
        self[name] != nil && value(named: name) == nil
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
