#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// File descriptors that no other program started by this process inherits by accident.
enum Descriptors {
    /// A pipe whose ends close by themselves in programs that are started.
    static func pipe() throws(LaunchFault) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
            let answer = Glibc.pipe(&ends)
        #elseif canImport(Musl)
            let answer = Musl.pipe(&ends)
        #else
            let answer = Darwin.pipe(&ends)
        #endif
        guard answer == 0 else { throw .system("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// A pipe's end from which so many bytes can be read, and then the end.
    ///
    /// The bytes must fit into a pipe, 64 KiB, as nobody reads yet.
    static func filled(with bytes: [UInt8]) throws(LaunchFault) -> Int32 {
        guard bytes.count <= 60_000 else { throw .tooMuchEnvironment }
        let (read, write) = try pipe()
        defer { close(write) }
        guard bytes.isEmpty || Self.write(bytes, to: write) else {
            close(read)
            throw .system("write", errno)
        }
        return read
    }

    /// The descriptors from one on that programs would inherit: whoever opened them did not say otherwise.
    static func inheritable(from first: Int32) -> [Int32] {
        FolderTree.names(in: "/proc/self/fd").compactMap { Int32($0) }.filter { descriptor in
            guard descriptor >= first else { return false }
            let flags = fcntl(descriptor, F_GETFD)
            return flags >= 0 && flags & FD_CLOEXEC == 0
        }
    }

    /// Where a link points; `nil` for anything else.
    static func linkTarget(of path: String) -> String? {
        var target = [CChar](repeating: 0, count: 4096)
        let length = readlink(path, &target, target.count)
        return length > 0 ? String(decoding: target[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    static func makeNonBlocking(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    /// Writes all of some bytes; `false` where that fails.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #else
                    Darwin.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// The bytes of a small file, such as those of `/proc`; `nil` where it cannot be read.
    static func contents(of path: String, limit: Int = 1 << 20) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < limit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }

    /// Writes to an existing file, such as those of control groups.
    @discardableResult
    static func put(_ text: String, into path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return write(Array(text.utf8), to: descriptor)
    }
}

/// Why a process could not be started.
enum LaunchFault: Error, Hashable, CustomStringConvertible {
    case system(String, Int32)
    case tooMuchEnvironment

    var description: String {
        switch self {
        case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
        case .tooMuchEnvironment: "the environment variables are too large"
        }
    }
}
