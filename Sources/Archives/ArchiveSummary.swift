/// What an archive holds.
package struct ArchiveSummary: Hashable, Sendable {
    /// True bytes, as counted while unpacking; what headers claim is not trusted.
    package let unpackedSize: Int

    /// Files, folders and links.
    package let entryCount: Int
}
