import IAMPolicy
package import Kernel
import Storage

/// The policies of users, roles and sessions, as authorization asks for them with every request.
///
/// Parsed documents are kept in memory while nothing has changed that they were read from.
package final class StoredPolicies: PolicySource {
    private static let limit = 4096

    /// Whose grants are kept.
    private struct Holder: Hashable, Sendable {
        let account: AccountID
        /// `AIDA…` or `AROA…`.
        let id: String
    }

    /// A managed policy in its use as a session policy.
    private struct SessionPolicyName: Hashable, Sendable {
        let account: AccountID
        let arn: String
    }

    private let store: IAMStore
    /// `nil` for holders that are gone.
    private let users = VersionedCache<Holder, PrincipalGrants?>(limit: StoredPolicies.limit)
    private let roles = VersionedCache<Holder, PrincipalGrants?>(limit: StoredPolicies.limit)
    private let managed = VersionedCache<SessionPolicyName, NamedPolicy?>(limit: StoredPolicies.limit)
    /// Depends on nothing stored, so its stamp never changes.
    private let inline = VersionedCache<String, PolicyDocument>(limit: 1024)

    private static let policySpaces = [
        CustomerPolicies.records.space, CustomerPolicies.versions.space, PolicyAttachments.records.space,
        InlinePolicies.records.space,
    ]
    private static let userSpaces =
        policySpaces + [
            Users.records.space, Groups.records.space, GroupMemberships.records.space,
            AccountSettingsRecords.records.space,
        ]
    private static let roleSpaces = policySpaces + [Roles.records.space]

    init(store: IAMStore) {
        self.store = store
    }

    package func grants(of principal: Principal) async throws -> PrincipalGrants {
        switch principal {
        case .anonymous, .root, .service: Self.nothing
        case .user(let user): try await grants(ofUser: user.id, in: user.account) ?? Self.nothing
        case .session(let session): try await grants(of: session)
        }
    }

    private static let nothing = PrincipalGrants(policies: PrincipalPolicies())

    private func grants(of session: SessionPrincipal) async throws -> PrincipalGrants {
        var grants: PrincipalGrants
        var isNarrowed = !session.sessionPolicies.isEmpty || !session.sessionPolicyARNs.isEmpty
        switch session.origin {
        case .own(nil): grants = Self.nothing
        case .own(let user?):
            grants = try await self.grants(ofUser: user.id, in: session.account) ?? Self.nothing
        case .role(_, _, let id, _):
            grants = try await self.grants(ofRole: id, in: session.account) ?? Self.nothing
        case .federatedUser(_, let issuer):
            grants = Self.nothing
            if let issuer {
                grants = try await self.grants(ofUser: issuer.id, in: session.account) ?? Self.nothing
            }
            // A federated user has its own tags alone, and without session policies no permissions.
            grants.tags = [:]
            isNarrowed = true
        }
        if isNarrowed { grants.policies.session = try await sessionPolicies(of: session) }
        if !session.tags.isEmpty { grants.tags.merge(session.tags) { _, own in own } }
        return grants
    }

    private func sessionPolicies(of session: SessionPrincipal) async throws -> [NamedPolicy] {
        var policies: [NamedPolicy] = []
        for text in session.sessionPolicies {
            policies.append(NamedPolicy(name: "session policy", document: try parsed(text)))
        }
        for arn in session.sessionPolicyARNs {
            if let policy = try await sessionPolicy(arn, in: session.account) { policies.append(policy) }
        }
        return policies
    }

    private func parsed(_ text: String) throws -> PolicyDocument {
        if let known = inline.value(for: text, stamp: 0) { return known }
        let document = try PolicyDocument(parsing: text, as: .session)
        inline.keep(document, for: text, stamp: 0)
        return document
    }

    private func sessionPolicy(_ arn: String, in account: AccountID) async throws -> NamedPolicy? {
        let stamp = stamp(of: Self.policySpaces)
        let name = SessionPolicyName(account: account, arn: arn)
        if let known = managed.value(for: name, stamp: stamp) { return known }
        let policy = try await store.read { try PolicyShelf.managed(arn, as: .session, in: account, $0) }
        managed.keep(policy, for: name, stamp: stamp)
        return policy
    }

    package func isPresent(_ principal: Principal) async throws -> Bool {
        guard case .session(let session) = principal else { return true }
        switch session.origin {
        case .own(nil), .federatedUser(_, nil): return true
        case .own(let user?), .federatedUser(_, let user?):
            return try await grants(ofUser: user.id, in: session.account) != nil
        case .role(_, _, let id, _): return try await grants(ofRole: id, in: session.account) != nil
        }
    }

    private func grants(ofUser id: String, in account: AccountID) async throws -> PrincipalGrants? {
        let stamp = stamp(of: Self.userSpaces)
        let holder = Holder(account: account, id: id)
        if let known = users.value(for: holder, stamp: stamp) { return known }
        let grants = try await store.read { try PolicyShelf.grants(ofUser: id, in: account, $0) }
        users.keep(grants, for: holder, stamp: stamp)
        return grants
    }

    private func grants(ofRole id: String, in account: AccountID) async throws -> PrincipalGrants? {
        let stamp = stamp(of: Self.roleSpaces)
        let holder = Holder(account: account, id: id)
        if let known = roles.value(for: holder, stamp: stamp) { return known }
        let grants = try await store.read { try PolicyShelf.grants(ofRole: id, in: account, $0) }
        roles.keep(grants, for: holder, stamp: stamp)
        return grants
    }

    /// Versions only grow, so their sum stays the same only while each does.
    private func stamp(of spaces: [String]) -> UInt64 {
        spaces.reduce(0) { $0 + store.storage.version(of: $1) }
    }
}
