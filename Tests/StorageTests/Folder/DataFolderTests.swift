import Foundation
import Storage
import Testing

/// Each way in which a data folder can be unusable is refused by name, before anything is lost.
@Suite struct DataFolderTests {
    /// Why: the folder holds every secret; nobody but its owner may look in, and it lasts.
    @Test func isMadeForItsOwnerOnly() async throws {
        try await ScratchFolder.run { scratch in
            let path = scratch + "/deep/data"
            let folder = try DataFolder.open(at: path)
            let sealed = try folder.vault.seal("s", for: "c")
            try await folder.engine.write { try $0.set(Key(["a"]), to: [1]) }
            #expect(try mode(path) == 0o700)
            for name in try FileManager.default.contentsOfDirectory(atPath: path) {
                #expect(try mode(path + "/" + name) == 0o600, "\(name)")
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path + "/master.key")).count == 32)
            try await folder.close()
            let again = try DataFolder.open(at: path)
            #expect(try again.vault.openText(sealed, for: "c") == "s")
            #expect(try await again.engine.read { try $0.get(Key(["a"])) } == [1])
            try await again.close()
        }
    }

    /// Why: two writers would destroy each other's state; the second is told at once and the first not disturbed.
    @Test func refusesASecondUser() async throws {
        try await ScratchFolder.run { path in
            let first = try DataFolder.open(at: path)
            #expect(throws: StorageFault.locked(path: path)) { try DataFolder.open(at: path) }
            try await first.engine.write { try $0.set(Key(["a"]), to: [1]) }
            try await first.close()
            try await DataFolder.open(at: path).close()
        }
    }

    /// Why: sealed secrets are lost with the key; a new one in its place would hide that.
    @Test func guardsTheMasterKey() async throws {
        try await ScratchFolder.run { path in
            try await DataFolder.open(at: path).close()
            let key = path + "/master.key"
            let right = try Data(contentsOf: URL(fileURLWithPath: key))
            func refusal() -> String? {
                do {
                    _ = try DataFolder.open(at: path)
                } catch {
                    if case .masterKey(key, let reason) = error { return reason }
                }
                return nil
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
            #expect(refusal()?.contains("mode must be 0600") == true)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
            try right.dropLast().write(to: URL(fileURLWithPath: key))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
            #expect(refusal() == "has 31 bytes instead of 32")
            try FileManager.default.removeItem(atPath: key)
            #expect(refusal() == "is missing")
            #expect(!FileManager.default.fileExists(atPath: key))
            try FileManager.default.createDirectory(atPath: key, withIntermediateDirectories: false)
            #expect(refusal() == "is not a file")
            try FileManager.default.removeItem(atPath: key)
            #expect(
                FileManager.default.createFile(atPath: key, contents: right, attributes: [.posixPermissions: 0o600]))
            try await DataFolder.open(at: path).close()
        }
    }

    /// Why: what cannot be written is refused with its path, for root too.
    @Test func refusesWhatIsNoFolder() async throws {
        try await ScratchFolder.run { scratch in
            let file = scratch + "/file"
            try Data().write(to: URL(fileURLWithPath: file))
            for path in [file, file + "/below", file + "/far/below"] {
                #expect { try DataFolder.open(at: path) } throws: { error in
                    if case .unwritable? = error as? StorageFault { true } else { false }
                }
            }
        }
    }

    /// Why: the common mistake, a folder of another user. Root may write everywhere, so there it proves nothing.
    @Test(.enabled(if: geteuid() != 0, "root may write to every folder"))
    func refusesAFolderWithoutTheRight() async throws {
        try await ScratchFolder.run { scratch in
            let path = scratch + "/data"
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
            #expect { try DataFolder.open(at: path) } throws: { error in
                if case .unwritable? = error as? StorageFault { true } else { false }
            }
        }
    }

    /// Why: the operator reads these; each says what to do.
    @Test(arguments: [
        (StorageFault.full, "Free space"), (.locked(path: "/d"), "--data"),
        (.unwritable(path: "/d", reason: "r"), "/d"),
        (.corrupt(path: "/d", detail: "x"), "backup"), (.newer(path: "/d", found: 2, known: 1), "newer release"),
        (.foreign(path: "/d"), "--data"), (.masterKey(path: "/k", reason: "is missing"), "0600"),
        (.stopped(cause: "x"), "restart"),
    ])
    func messagesSayTheRemedy(fault: StorageFault, remedy: String) {
        #expect("\(fault)".contains(remedy))
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? Int ?? 0) & 0o777
    }
}
