import Kernel
import Storage
import Synchronization

/// Groups as they were when last read: every call asks for one, and they seldom change.
///
/// A copy is good while the space's version stays the same; whoever writes must ask again inside its transaction
/// whether the group still stands.
final class GroupCache: Sendable {
    private struct Name: Hashable {
        let account: AccountID
        let region: Region
        let name: String
    }

    private struct State {
        var version: UInt64 = 0
        var groups: [Name: StoredGroup] = [:]
    }

    /// Beyond so many everything is forgotten at once.
    private static let limit = 4096

    private let storage: any StorageEngine
    private let state = Mutex(State())

    init(storage: any StorageEngine) {
        self.storage = storage
    }

    /// The group of a name, from memory where nothing has changed.
    func group(_ name: String, in region: Region, of account: AccountID) async throws -> StoredGroup? {
        let key = Name(account: account, region: region, name: name)
        let version = storage.version(of: Groups.records.space)
        if let known = state.withLock({ $0.version == version ? $0.groups[key] : nil }) { return known }
        guard let found = try await storage.read({ try Groups.named(name, in: region, of: account, $0) }) else {
            return nil
        }
        keep(found, for: key, version)
        return found
    }

    private func keep(_ group: StoredGroup, for key: Name, _ version: UInt64) {
        state.withLock { state in
            if version < state.version { return }
            if version > state.version || state.groups.count >= Self.limit {
                state.groups = [:]
                state.version = version
            }
            state.groups[key] = group
        }
    }
}
