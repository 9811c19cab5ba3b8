package import Kernel
import Storage
import Synchronization
package import Wire

/// Remembers in memory which keys and roles were used, until `flush` writes it down.
///
/// At most `limit` of each between two flushes; others are forgotten, which costs a date in a report and nothing else.
package final class UsageJournal: AccessKeyObserver {
    /// Seconds between two writings.
    private static let interval: Int64 = 30
    private static let limit = 10_000

    private struct RoleName: Hashable {
        let account: AccountID
        let name: String
    }

    private struct State {
        var keys: [String: AccessKeyUsage] = [:]
        var roles: [RoleName: RoleUsage] = [:]
        var lastFlush: Int64?
    }

    private let store: IAMStore
    private let state = Mutex(State())

    init(store: IAMStore) {
        self.store = store
    }

    package func accessKeyUsed(
        _ accessKeyID: String, by principal: Principal, service: String, region: Region, at time: Timestamp
    ) {
        guard case .user(let user) = principal else { return }
        let usage = AccessKeyUsage(
            account: user.account, keyID: accessKeyID, service: service, region: region.name, usedAt: time.seconds)
        state.withLock { state in
            if state.keys[accessKeyID] != nil || state.keys.count < Self.limit { state.keys[accessKeyID] = usage }
        }
    }

    /// Remembers that a role was assumed.
    func noteRole(_ name: String, in account: AccountID, region: Region, at seconds: Int64) {
        let role = RoleName(account: account, name: name)
        // The id is filled in when it is written down.
        let usage = RoleUsage(account: account, roleID: "", region: region.name, usedAt: seconds)
        state.withLock { state in
            if state.roles[role] != nil || state.roles.count < Self.limit { state.roles[role] = usage }
        }
    }

    /// A use that is not yet written down.
    func pending(_ accessKeyID: String) -> AccessKeyUsage? {
        state.withLock { $0.keys[accessKeyID] }
    }

    /// Writes down what has gathered, unless it did so less than 30 seconds ago; `isLast` writes in any case.
    ///
    /// What could not be written is lost, and the failure thrown.
    package func flush(at time: Timestamp, isLast: Bool = false) async throws {
        let taken = state.withLock { state -> State? in
            let isDue = state.lastFlush.map { time.seconds - $0 >= Self.interval } ?? true
            guard isDue || isLast, !state.keys.isEmpty || !state.roles.isEmpty else { return nil }
            defer { state = State(lastFlush: time.seconds) }
            return state
        }
        guard let taken else { return }
        try await store.write { transaction in
            for usage in taken.keys.values where try UserAccessKeys.withID(usage.keyID, transaction) != nil {
                try AccessKeyUsages.records.put(usage, in: transaction)
            }
            for (role, usage) in taken.roles {
                guard let id = try Roles.named(role.name, in: role.account, transaction)?.id else { continue }
                let named = RoleUsage(account: role.account, roleID: id, region: usage.region, usedAt: usage.usedAt)
                try RoleUsages.records.put(named, in: transaction)
            }
        }
    }
}
