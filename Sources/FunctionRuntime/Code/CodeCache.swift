internal import Archives
internal import Blobs
internal import Dispatch
internal import Kernel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Functions' code and layers, unpacked for environments to share, for as long as somebody uses them.
actor CodeCache {
    /// The folders that an environment reads.
    struct Lease: Hashable, Sendable {
        var code: String
        var layers: String?
        fileprivate var names: [String]
    }

    private struct Entry {
        var unpacking: Task<String, any Error>
        var users = 0
        var unusedSince: Int64?
    }

    private let folder: String
    private let blobs: any BlobStore
    private let queue = DispatchQueue(label: "martlet.functions.code")
    private var entries: [String: Entry] = [:]
    private var isCleared = false

    init(folder: String, blobs: any BlobStore) {
        self.folder = folder
        self.blobs = blobs
    }

    /// Unpacks what is not unpacked yet, and keeps it until the lease is given back.
    func lease(code: String, layers: [String]) async throws -> Lease {
        try await clearOnce()
        var lease = Lease(code: "", names: [])
        do {
            lease.code = try await use([code], &lease)
            if !layers.isEmpty { lease.layers = try await use(layers, &lease) }
            return lease
        } catch {
            release(lease, at: 0)
            throw error
        }
    }

    /// Says that an environment no longer reads the folders.
    func release(_ lease: Lease, at now: Int64) {
        for name in lease.names {
            guard var entry = entries[name] else { continue }
            entry.users -= 1
            if entry.users == 0 { entry.unusedSince = now }
            entries[name] = entry
        }
    }

    /// Removes what nobody has used since a moment.
    func removeUnused(since moment: Int64) {
        for (name, entry) in entries where entry.users == 0 && entry.unusedSince ?? .max <= moment {
            entries[name] = nil
            discard(name)
        }
    }

    /// Waits until what was to be removed is gone.
    func settle() async {
        try? await onQueue {}
    }

    private func use(_ archives: [String], _ lease: inout Lease) async throws -> String {
        let name = archives.joined(separator: "+")
        let entry = entries[name] ?? Entry(unpacking: Task { try await self.unpack(archives, name: name) })
        entries[name] = entry
        entries[name]?.users += 1
        lease.names.append(name)
        do {
            return try await entry.unpacking.value
        } catch {
            // The next one tries anew.
            if entries[name]?.unpacking == entry.unpacking { entries[name] = nil }
            lease.names.removeLast()
            throw error
        }
    }

    /// Unpacks archives one over the other beside the place, then moves the whole there.
    private func unpack(_ archives: [String], name: String) async throws -> String {
        var contents: [[UInt8]] = []
        for archive in archives {
            do {
                contents.append(try await blobs.read(archive))
            } catch {
                throw FunctionRunnerFault.codeUnusable("\(error)")
            }
        }
        let place = "\(folder)/\(name)"
        let draft = "\(folder)/.\(name)"
        return try await onQueue { [contents] in
            FolderTree.remove(draft)
            do {
                try FolderTree.make(draft)
                for content in contents { try ZipArchive.unpack(content, into: draft) }
                FolderTree.open(draft)
                FolderTree.remove(place)
                guard rename(draft, place) == 0 else { throw LaunchFault.system("rename \(place)", errno) }
                return place
            } catch {
                FolderTree.remove(draft)
                throw FunctionRunnerFault.codeUnusable("\(error)")
            }
        }
    }

    /// What an earlier process has left is of unknown use.
    private func clearOnce() async throws {
        guard !isCleared else { return }
        isCleared = true
        let folder = folder
        try await onQueue {
            FolderTree.remove(folder)
            try FolderTree.make(folder)
        }
    }

    private func discard(_ name: String) {
        let path = "\(folder)/\(name)"
        queue.async { FolderTree.remove(path) }
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
