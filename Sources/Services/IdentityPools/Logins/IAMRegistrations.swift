import Kernel

/// The OpenID Connect providers that a pool takes because its account has registered them in IAM.
struct IAMRegistrations: Sendable {
    let roles: any RoleSource

    /// The issuer that a login key means, without its scheme and spelled as IAM has it; `nil` where the pool names no
    /// such provider. A slash at the end makes no difference.
    static func issuer(under key: String, for pool: StoredIdentityPool) -> String? {
        let prefix = "arn:aws:iam::\(pool.account):oidc-provider/"
        return pool.openIDConnectProviders.lazy
            .filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }
            .first { bare($0) == bare(key) }
    }

    /// The audiences of a provider's tokens; none where it was removed from IAM.
    func clientIDs(under key: String, for pool: StoredIdentityPool) async throws -> [String] {
        guard let issuer = Self.issuer(under: key, for: pool) else { return [] }
        return try await roles.provider(issuedBy: issuer, in: pool.account)?.clientIDs ?? []
    }

    private static func bare(_ url: String) -> Substring {
        url.hasSuffix("/") ? url.dropLast() : url[...]
    }
}
