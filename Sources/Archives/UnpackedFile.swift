#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is being unpacked; closed when let go.
struct UnpackedFile: ~Copyable {
    let descriptor: Int32
    let path: String

    deinit {
        close(descriptor)
    }

    func append(_ bytes: ArraySlice<UInt8>) throws(ArchiveFault) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw .refused(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
