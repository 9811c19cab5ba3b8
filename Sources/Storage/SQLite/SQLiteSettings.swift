#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much the SQLite engine may use.
package struct SQLiteSettings: Hashable, Sendable {
    /// Connections that read; opened when first needed.
    package var readers: Int
    /// Page cache of the writing connection and of each reading one, in KiB.
    package var cacheKiB: Int
    /// Transactions that may share one fsync.
    package var batchLimit: Int
    /// The size beyond which the database answers `full`, in bytes; `nil` leaves it to the disk.
    package var maximumBytes: Int64?

    package init(
        readers: Int = Self.readersByProcessors, cacheKiB: Int = 2048, batchLimit: Int = 256,
        maximumBytes: Int64? = nil
    ) {
        self.readers = max(readers, 1)
        self.cacheKiB = max(cacheKiB, 64)
        self.batchLimit = max(batchLimit, 1)
        self.maximumBytes = maximumBytes
    }

    /// As many as threads can want one at a time: Swift runs one per processor.
    package static var readersByProcessors: Int {
        min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 2), 8)
    }
}
