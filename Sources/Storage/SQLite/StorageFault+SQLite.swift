import GRDB
import GRDBSQLite

extension StorageFault {
    /// What an SQLite result code means for us.
    init(sqlite code: Int32, message: String, path: String) {
        switch code & 0xFF {
        case SQLITE_FULL: self = .full
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(path: path, detail: message)
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: self = .unwritable(path: path, reason: message)
        default: self = .engine(code: Int(code), message: message)
        }
    }

    /// What GRDB threw; faults of ours pass through.
    init(_ error: any Error, path: String) {
        if let fault = error as? StorageFault {
            self = fault
        } else if let error = error as? DatabaseError {
            self.init(
                sqlite: error.extendedResultCode.rawValue, message: error.message ?? "no further word", path: path)
        } else {
            self = .engine(code: Int(SQLITE_ERROR), message: "\(error)")
        }
    }

    /// Whether what the disk holds is in doubt, so that the engine must stop.
    var leavesDiskInDoubt: Bool {
        switch self {
        case .corrupt: true
        case .engine(let code, _): Int32(truncatingIfNeeded: code) & 0xFF == SQLITE_IOERR
        default: false
        }
    }
}
