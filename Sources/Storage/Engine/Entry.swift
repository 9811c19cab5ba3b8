/// A key and what is kept under it.
package struct Entry: Hashable, Sendable {
    /// The largest value that the engines take.
    package static let valueLimit = 16 << 20

    package let key: Key
    package let value: [UInt8]

    package init(key: Key, value: [UInt8]) {
        self.key = key
        self.value = value
    }
}
