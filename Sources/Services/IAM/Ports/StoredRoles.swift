import IAMPolicy
package import Kernel
import Storage

/// What STS asks of roles and identity providers.
///
/// Roles are kept in memory, their trust policies parsed, while nothing has changed that they were read from.
package final class StoredRoles: RoleSource, SAMLProviderSource {
    /// Whose role.
    private struct Name: Hashable, Sendable {
        let account: AccountID
        let role: String
    }

    /// Trust policies are shown with the ids of users and roles that are gone.
    private static let spaces = [Groups.records.space, Roles.records.space, Users.records.space]

    private let store: IAMStore
    private let journal: UsageJournal
    /// `nil` for roles that are not there.
    private let roles = VersionedCache<Name, AssumableRole?>(limit: 4096)

    init(store: IAMStore, journal: UsageJournal) {
        self.store = store
        self.journal = journal
    }

    /// In ARNs names are told apart by case, so only the exact one is found ("IAM identifiers" in the user guide).
    package func role(named name: String, in account: AccountID) async throws -> AssumableRole? {
        // Versions only grow, so their sum stays the same only while each does.
        let stamp = Self.spaces.reduce(0) { $0 + store.storage.version(of: $1) }
        if let known = roles.value(for: Name(account: account, role: name), stamp: stamp) { return known }
        let role = try await read(name, in: account)
        roles.keep(role, for: Name(account: account, role: name), stamp: stamp)
        return role
    }

    private func read(_ name: String, in account: AccountID) async throws -> AssumableRole? {
        try await store.read { transaction in
            guard let role = try Roles.named(name, in: account, transaction), role.name == name else { return nil }
            let trust = try TrustedPrincipals.text(of: role, transaction)
            return AssumableRole(
                account: account,
                name: role.name,
                path: role.path,
                id: role.id,
                trust: try PolicyDocument(parsing: trust, as: .trust),
                maxSessionDuration: role.maxSessionDuration,
                tags: role.tags.dictionary
            )
        }
    }

    package func provider(issuedBy url: String, in account: AccountID) async throws -> RegisteredProvider? {
        try await store.read { transaction in
            try OIDCProviders.issuing(url, in: account, transaction).map {
                RegisteredProvider(url: $0.url, clientIDs: $0.clientIDs, thumbprints: $0.thumbprints)
            }
        }
    }

    package func samlProvider(arn: String, in account: AccountID) async throws -> RegisteredSAMLProvider? {
        try await store.read { transaction in
            try SAMLProviders.provider(arn: arn, in: account, transaction).map {
                RegisteredSAMLProvider(arn: $0.arn, metadata: $0.metadata, validUntil: $0.validUntil)
            }
        }
    }

    package func noteUse(ofRole name: String, in account: AccountID, region: Region, at seconds: Int64) async {
        journal.noteRole(name, in: account, region: region, at: seconds)
    }
}
