import IdentityPoolsModel
import Kernel
import Wire

/// Which role an identity gets: the one asked for, the one that its provider's mapping leads to, or the pool's own.
///
/// Pure. Source: "Using role-based access control" in the Cognito Developer Guide.
struct RoleChoice: Sendable {
    private static let roles = "cognito:roles"
    private static let preferredRole = "cognito:preferred_role"

    let pool: StoredIdentityPool
    /// What the call brought; none for guests.
    let logins: [VerifiedLogin]

    /// The role's ARN; refuses with AWS's texts where there is none.
    ///
    /// - Parameter custom: the role that the caller wants; it must be among those that the provider's token names, and
    ///   the pool must take roles from this provider's tokens.
    func role(custom: String?) throws -> String {
        if let custom {
            guard logins.contains(where: { isOffered(custom, by: $0) }), RoleRules.isRole(custom, of: pool.account)
            else { throw Refusal.foreignRole(custom) }
            return custom
        }
        let role = try role()
        // Tokens may come from another account's user pool, whose groups name roles that nobody passed to this pool.
        guard RoleRules.isRole(role, of: pool.account) else { throw Refusal.badConfiguration() }
        return role
    }

    private func role() throws -> String {
        guard !logins.isEmpty else { return try known(pool.roles.unauthenticated) }
        // Where several providers of a call have mappings, the first in the order of the login keys decides.
        for login in logins {
            if let mapping = mapping(of: login) { return try role(by: mapping, for: login) }
        }
        return try known(pool.roles.authenticated)
    }

    private func role(by mapping: StoredRoleMapping, for login: VerifiedLogin) throws -> String {
        let mapped =
            switch mapping.kind {
            // Groups of one rank with different roles leave the preferred role out.
            case .token: login.claims[Self.preferredRole]?.text
            case .rules: mapping.rules.first { ClaimRule($0).matches(login.claims) }?.role
            }
        if let mapped { return mapped }
        guard mapping.ambiguity == .authenticatedRole else { throw Refusal.ambiguousRole(of: login.login.provider) }
        return try known(pool.roles.authenticated)
    }

    private func isOffered(_ role: String, by login: VerifiedLogin) -> Bool {
        guard mapping(of: login)?.kind == .token, let roles = login.claims[Self.roles] else { return false }
        return roles.text == role || roles.elements.contains(.string(role))
    }

    private func mapping(of login: VerifiedLogin) -> StoredRoleMapping? {
        pool.roleMapping(for: login.login.provider, client: login.claims["aud"]?.text)
    }

    private func known(_ role: String?) throws -> String {
        guard let role else { throw Refusal.badConfiguration() }
        return role
    }
}

/// AWS's texts for roles that nobody gets.
extension Refusal {
    /// No role, or one that does not trust the pool: which, nobody is told.
    static func badConfiguration() -> ServiceError {
        IdentityPoolsError.invalidIdentityPoolConfiguration(
            "Invalid identity pool configuration. Check assigned IAM roles for this pool.")
    }

    static func ambiguousRole(of provider: String) -> ServiceError {
        IdentityPoolsError.notAuthorized("The ambiguous role mapping rules for: \(provider) denied this request.")
    }

    static func foreignRole(_ role: String) -> ServiceError {
        IdentityPoolsError.notAuthorized("Access to Role '\(role)' is forbidden.")
    }
}
