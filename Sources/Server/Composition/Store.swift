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
        let place = URL(fileURLWithPath: folder.path).appendingPathComponent(name)
        let draft = place.appendingPathExtension("new")
        do {
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard FileManager.default.createFile(atPath: draft.path, contents: Data(text.utf8), attributes: attributes)
            else { throw CocoaError(.fileWriteUnknown) }
            guard rename(draft.path, place.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw StartFault(
                "'\(place.path)' cannot be written: give the server's user the right to, or free some disk")
        }
    }

    /// Takes a file away again, where it is there.
    func withdraw(_ name: String) {
        guard let folder else { return }
        unlink(URL(fileURLWithPath: folder.path).appendingPathComponent(name).path)
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
