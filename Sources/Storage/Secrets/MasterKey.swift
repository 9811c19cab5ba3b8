import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The key from which all others are derived, in a file of its own beside the database.
enum MasterKey {
    /// In bytes.
    static let length = 32

    /// Reads the key; makes one only when told that nothing can have been sealed yet.
    static func load(_ path: String, mayCreate: Bool) throws(StorageFault) -> [UInt8] {
        if !FileSystem.exists(path) {
            guard mayCreate else { throw .masterKey(path: path, reason: "is missing") }
            try FileSystem.create(path, content: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
        }
        return try read(path)
    }

    private static func read(_ path: String) throws(StorageFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .masterKey(path: path, reason: "cannot be read: \(FileSystem.lastError())") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .masterKey(path: path, reason: "is not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .masterKey(path: path, reason: "can be read by others: its mode must be 0600")
        }
        guard status.st_size == off_t(length) else {
            throw .masterKey(path: path, reason: "has \(status.st_size) bytes instead of \(length)")
        }
        var bytes = [UInt8](repeating: 0, count: length)
        guard pread(descriptor, &bytes, length, 0) == length else {
            throw .masterKey(path: path, reason: "cannot be read: \(FileSystem.lastError())")
        }
        return bytes
    }
}
