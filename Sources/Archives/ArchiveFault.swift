/// Why an archive could not be read, unpacked or made.
package enum ArchiveFault: Error, Hashable, CustomStringConvertible {
    /// Not an archive, damaged, encrypted, or of a kind that is not understood; says which.
    case unreadable(String)

    /// An entry that would reach outside the folder, or is neither file, folder nor link.
    case unsafe(path: String)

    /// More bytes when unpacked than allowed.
    case tooLarge(limit: Int)

    /// The file system refused what was to be read or written.
    case refused(path: String, reason: String)

    package var description: String {
        switch self {
        case .unreadable(let reason): reason
        case .unsafe(let path): "\(String(reflecting: path)) reaches outside the archive's own folder."
        case .tooLarge(let limit): "It holds more than \(limit) bytes when unpacked."
        case .refused(let path, let reason): "\(path): \(reason)."
        }
    }
}
