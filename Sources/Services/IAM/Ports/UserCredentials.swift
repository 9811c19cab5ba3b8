package import Kernel
import Storage
package import Wire

/// The long-term keys of users, as the verification of signatures asks for them.
///
/// Opened secrets are kept in memory, as many as `limit`, and only while no key and no user has changed: what
/// UpdateAccessKey or DeleteAccessKey has acknowledged holds for the very next request.
package final class UserCredentials: CredentialSource {
    private static let limit = 4096

    private enum Finding: Sendable {
        case usable(Credential)
        case refused
        /// Another source's key, or nobody's.
        case unknown
    }

    private let store: IAMStore
    private let cache = VersionedCache<String, Finding>(limit: UserCredentials.limit)

    init(store: IAMStore) {
        self.store = store
    }

    package func credential(
        accessKeyID: String, sessionToken: String?, at time: Timestamp
    ) async throws -> Credential? {
        guard accessKeyID.hasPrefix("AKIA") else { return nil }
        switch try await finding(accessKeyID) {
        case .unknown: return nil
        case .refused: throw CredentialFault.invalid
        case .usable(let credential):
            // Long-term keys have no token; one that comes with them was made for another key.
            guard sessionToken == nil else { throw CredentialFault.invalid }
            return credential
        }
    }

    private func finding(_ accessKeyID: String) async throws -> Finding {
        let stamp =
            store.storage.version(of: UserAccessKeys.records.space) + store.storage.version(of: Users.records.space)
        if let known = cache.value(for: accessKeyID, stamp: stamp) { return known }
        let vault = store.vault
        let finding = try await store.read { transaction -> Finding in
            guard let key = try UserAccessKeys.withID(accessKeyID, transaction) else { return .unknown }
            guard key.status == .active, let user = try Users.withID(key.userID, in: key.account, transaction) else {
                return .refused
            }
            let principal = UserPrincipal(
                account: user.account, name: user.name, path: user.path, id: user.id, accessKeyID: key.id)
            let secret = try vault.openText(key.secret, for: UserAccessKey.sealContext(key.id))
            return .usable(Credential(accessKeyID: key.id, secretKey: secret, principal: .user(principal)))
        }
        cache.keep(finding, for: accessKeyID, stamp: stamp)
        return finding
    }
}

extension UserCredentials {
    /// The account of a user's key, active or not; `nil` for a key that no user has.
    package func owner(ofAccessKey accessKeyID: String) async throws -> AccountID? {
        try await store.read { try UserAccessKeys.withID(accessKeyID, $0)?.account }
    }
}
