internal import Foundation
internal import Storage

/// Where this server keeps things: a data folder, or nothing but memory.
struct Store: Sendable {
    let engine: any StorageEngine
    let vault: Vault
    /// `nil` for an ephemeral server.
    let folder: DataFolder?

    /// Opens what the settings name; a folder that cannot be used is refused with the remedy.
    static func open(_ settings: ServerSettings) throws(StartFault) -> Store {
        if settings.isEphemeral {
            return Store(engine: MemoryEngine(), vault: Vault.ephemeral(), folder: nil)
        }
        do {
            let folder = try DataFolder.open(at: settings.dataFolder)
            return Store(engine: folder.engine, vault: folder.vault, folder: folder)
        } catch {
            throw StartFault("\(error)")
        }
    }

    func close() async throws {
        if let folder {
            try await folder.close()
        } else {
            try await engine.close()
        }
    }

    /// Writes a file that only the owner may read, in one step; an ephemeral server writes none.
    func leave(_ text: String, as name: String) throws(StartFault) {
        guard let folder else { return }
        let place = "\(folder.path)/\(name)"
        let draft = place + ".new"
        guard Self.write(text, to: draft), rename(draft, place) == 0 else {
            throw StartFault("'\(place)' cannot be written: give the server's user the right to, or free some disk")
        }
    }

    private static func write(_ text: String, to path: String) -> Bool {
        unlink(path)
        let file = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        var text = text
        let count = text.utf8.count
        let written = text.withUTF8 { Foundation.write(file, $0.baseAddress, $0.count) }
        return Foundation.close(file) == 0 && written == count
    }

    /// Takes a file away again, where it is there.
    func withdraw(_ name: String) {
        guard let folder else { return }
        unlink("\(folder.path)/\(name)")
    }
}

extension Store {
    /// Whether the store still answers; for the health page.
    var isReadable: Bool {
        get async {
            do {
                _ = try await engine.read { try $0.get(Key(["health"])) }
                return true
            } catch {
                return false
            }
        }
    }
}
