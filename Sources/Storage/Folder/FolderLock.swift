import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Holds a data folder for one process. The system lets go of it when the process ends, however it ends.
final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// Takes the lock, or throws `locked` at once when another has it.
    init(folder: String) throws(StorageFault) {
        let path = folder + "/lock"
        // Not handed on to child processes: a function that outlives the server must not keep the folder.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileSystem.refusal(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let fault: StorageFault =
                errno == EWOULDBLOCK ? .locked(path: folder) : .unwritable(path: path, reason: FileSystem.lastError())
            close(descriptor)
            throw fault
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Lets another process in.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }
}
