import GRDBSQLite

/// Gathers what SQLite appends to its write-ahead log and hands it to the system in few calls.
///
/// SQLite writes each page of a commit with two system calls, which takes the processor longer than finding the page.
/// Here they become one call for some thirty pages. Whatever was gathered is written before the log is synced, read,
/// measured or cut. With `synchronous=FULL` every commit syncs the log before any connection learns of it, so nobody
/// can look for bytes that only lie here; without it this must not be used.
struct GatheredLog {
    /// SQLite's own files write at most 2¹⁷ − 1 bytes a call and would drop the rest.
    private static let capacity = 126_976

    /// What SQLite calls in place of the system's functions. First, so that the file's pointer to it finds the rest.
    private var methods: sqlite3_io_methods
    private let system: UnsafePointer<sqlite3_io_methods>
    private let bytes: UnsafeMutableRawPointer
    private var count = 0
    private var start: sqlite3_int64 = 0

    private init(system: UnsafePointer<sqlite3_io_methods>) {
        self.system = system
        methods = system.pointee
        bytes = .allocate(byteCount: Self.capacity, alignment: 16)
        methods.xWrite = { file, source, length, offset in
            GatheredLog.of(file).pointee.append(file, source, length, offset)
        }
        methods.xSync = { file, flags in
            GatheredLog.flushed(file) { $0.xSync(file, flags) }
        }
        methods.xRead = { file, target, length, offset in
            GatheredLog.flushed(file) { $0.xRead(file, target, length, offset) }
        }
        methods.xTruncate = { file, size in
            GatheredLog.flushed(file) { $0.xTruncate(file, size) }
        }
        methods.xFileSize = { file, size in
            GatheredLog.flushed(file) { $0.xFileSize(file, size) }
        }
        methods.xClose = { GatheredLog.close($0) }
    }

    /// Makes a connection's log gather; the log must be open. Answers false, and changes nothing, where it cannot.
    static func begin(on connection: OpaquePointer) -> Bool {
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) == SQLITE_OK,
            let file, let system = file.pointee.pMethods,
            // A later version of the table is larger than the one that is copied here.
            (1...3).contains(system.pointee.iVersion), MemoryLayout<GatheredLog>.offset(of: \.methods) == 0
        else { return false }
        let log = UnsafeMutablePointer<GatheredLog>.allocate(capacity: 1)
        log.initialize(to: GatheredLog(system: system))
        file.pointee.pMethods = UnsafeRawPointer(log).assumingMemoryBound(to: sqlite3_io_methods.self)
        return true
    }

    /// What `begin` put in the place of a file's functions.
    private static func of(_ file: UnsafeMutablePointer<sqlite3_file>!) -> UnsafeMutablePointer<GatheredLog> {
        UnsafeMutableRawPointer(mutating: file.pointee.pMethods).assumingMemoryBound(to: GatheredLog.self)
    }

    /// Calls the system once all that was gathered is written.
    private static func flushed(
        _ file: UnsafeMutablePointer<sqlite3_file>!, then call: (sqlite3_io_methods) -> Int32
    ) -> Int32 {
        let log = of(file)
        let code = log.pointee.flush(file)
        return code == SQLITE_OK ? call(log.pointee.system.pointee) : code
    }

    /// What is left here at the end belongs to no commit.
    private static func close(_ file: UnsafeMutablePointer<sqlite3_file>!) -> Int32 {
        let log = of(file)
        file.pointee.pMethods = log.pointee.system
        log.pointee.bytes.deallocate()
        log.deinitialize(count: 1)
        log.deallocate()
        return file.pointee.pMethods.pointee.xClose(file)
    }

    private mutating func append(
        _ file: UnsafeMutablePointer<sqlite3_file>!, _ source: UnsafeRawPointer!, _ length: Int32,
        _ offset: sqlite3_int64
    ) -> Int32 {
        let size = Int(length)
        if count > 0, offset != start + Int64(count) || count + size > Self.capacity {
            let code = flush(file)
            if code != SQLITE_OK { return code }
        }
        if size > Self.capacity { return system.pointee.xWrite(file, source, length, offset) }
        if count == 0 { start = offset }
        (bytes + count).copyMemory(from: source, byteCount: size)
        count += size
        return SQLITE_OK
    }

    /// Writes what was gathered. Where that fails the commit fails, and SQLite writes its pages anew if it tries again.
    private mutating func flush(_ file: UnsafeMutablePointer<sqlite3_file>!) -> Int32 {
        guard count > 0 else { return SQLITE_OK }
        let length = Int32(count)
        count = 0
        return system.pointee.xWrite(file, bytes, length, start)
    }
}
