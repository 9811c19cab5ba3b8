/// Why the store refused; each message says what to do about it.
package enum StorageFault: Error, Hashable, Sendable {
    /// Another record has this key; `index` is the unique index's name, or `key` for the record's own key.
    case duplicate(index: String)
    /// A replacement for a record that is not there.
    case missing(space: String)
    /// A pagination token that was not issued for this very listing.
    case badToken
    /// The disk, or the size allowed to the database, is used up. Reading goes on; nothing acknowledged is lost.
    case full
    /// The data folder, or something in it, cannot be made or written.
    case unwritable(path: String, reason: String)
    /// Another process has the data folder.
    case locked(path: String)
    /// The database file is damaged, or is no database.
    case corrupt(path: String, detail: String)
    /// Written by a later release.
    case newer(path: String, found: Int, known: Int)
    /// A database that another program made.
    case foreign(path: String)
    /// The master key is missing, readable by others, or of the wrong length.
    case masterKey(path: String, reason: String)
    /// A commit failed and what reached the disk is unknown; the engine answers nothing more.
    case stopped(cause: String)
    /// Used after `close()`.
    case closed
    /// The closure kept losing against others.
    case conflict
    /// A key or value over the limit, in bytes.
    case tooLarge(what: String, limit: Int)
    /// A work item that was claimed again, or finished, by someone else.
    case leaseLost
    /// Sealed bytes that were altered, moved to another context, or made under another master key.
    case sealBroken
    /// Bytes that are no encoded key.
    case malformedKey
    /// A stored value that does not decode.
    case unreadable(space: String, detail: String)
    /// Anything else the engine says.
    case engine(code: Int, message: String)
}

extension StorageFault: CustomStringConvertible {
    /// One sentence on what happened and, where the operator can help, one on the remedy.
    package var description: String {
        switch self {
        case .full:
            "The disk is full: writes are refused, reads go on. Free space on the data folder's disk; no restart is needed."
        case .unwritable(let path, let reason):
            "\(path) cannot be written (\(reason)). Give the server's user the right to it, or choose another --data folder."
        case .locked(let path):
            "Another process is using \(path). Stop it first, or give this one a data folder of its own with --data."
        case .corrupt(let path, let detail):
            "The database at \(path) is damaged (\(detail)). Stop the server, keep a copy of the folder, "
                + "and restore the latest backup."
        case .newer(let path, let found, let known):
            "The database at \(path) has format \(found); this release knows formats up to \(known). "
                + "Run the newer release, or restore a backup made by this one."
        case .foreign(let path):
            "\(path) is another program's database. Choose an empty --data folder."
        case .masterKey(let path, let reason):
            "The master key \(path) \(reason). Restore it from your backup as a file of 32 bytes with mode 0600; "
                + "without it no sealed secret can be read."
        case .stopped(let cause):
            "The store stopped because a commit failed (\(cause)). Check the disk, then restart the server; "
                + "every acknowledged write is kept."
        default:
            plainDescription
        }
    }

    private var plainDescription: String {
        switch self {
        case .duplicate(let index): "Another record has the same \(index)."
        case .missing(let space): "There is no such record in \(space)."
        case .badToken: "The pagination token was not issued for this listing."
        case .closed: "The store is closed."
        case .conflict: "The transaction lost against others too often. Try again."
        case .tooLarge(let what, let limit): "The \(what) is larger than \(limit) bytes."
        case .leaseLost: "The work item is no longer leased to this worker."
        case .sealBroken: "A sealed secret does not open under this master key and context."
        case .malformedKey: "The bytes are no key of this store."
        case .unreadable(let space, let detail): "A record in \(space) does not decode (\(detail))."
        case .engine(let code, let message): "The database failed with code \(code): \(message)."
        default: "The store refused."
        }
    }
}
