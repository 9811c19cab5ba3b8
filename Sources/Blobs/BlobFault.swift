/// Why a store of large bytes could not do as asked.
package enum BlobFault: Error, Hashable, CustomStringConvertible {
    /// No such bytes: never kept, removed, or swept.
    case missing(String)

    /// Not an id that a store gives out, so it never becomes a path.
    case malformed(String)

    /// A range that reaches beyond the bytes.
    case outside(id: String, size: Int)

    /// The writer has finished, failed or been abandoned.
    case closed

    /// No room: the disk, a quota or a limit on the size of files.
    case full(path: String)

    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)

    package var description: String {
        switch self {
        case .missing(let id): "There is no blob \(id)."
        case .malformed(let id): "\(String(reflecting: id)) is not the id of a blob."
        case .outside(let id, let size): "The range reaches beyond the \(size) bytes of blob \(id)."
        case .closed: "The blob's writer has ended and takes no more bytes."
        case .full(let path): "There is no room left to write \(path). Free some on its disk."
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason). Check its owner and mode."
        }
    }
}
