/// What is known of bytes that a store keeps: enough to find, size and check them without reading them.
package struct Blob: Hashable, Sendable, Codable {
    /// Unguessable, chosen by the store, and safe as a file's name.
    package var id: String
    package var size: Int
    package var sha256: [UInt8]

    package init(id: String, size: Int, sha256: [UInt8]) {
        self.id = id
        self.size = size
        self.sha256 = sha256
    }
}
