import IdentityPoolsModel
import Wire

/// The session tags that a pool makes of its providers' claims.
///
/// Source: "Using attributes for access control" in the Cognito Developer Guide. A claim that is absent makes no tag.
enum PrincipalTags {
    /// Characters of one tag's value. Source: the limits of session tags in the IAM User Guide.
    private static let longestValue = 256

    /// Tags by name. Names are the same in upper and lower case; the first login that has one keeps it.
    static func tags(of logins: [VerifiedLogin], in pool: StoredIdentityPool) throws -> [String: String] {
        var tags: [String: String] = [:]
        var taken: Set<String> = []
        for login in logins {
            for (name, value) in try Self.tags(of: login, in: pool).sorted(by: { $0.key < $1.key }) {
                if taken.insert(name.lowercased()).inserted { tags[name] = value }
            }
        }
        return tags
    }

    private static func tags(of login: VerifiedLogin, in pool: StoredIdentityPool) throws -> [String: String] {
        // What a developer's back end had written into the token.
        if login.login.provider == LinkedLogin.ownProvider { return PoolTokenClaims.tags(login.claims) }
        let claims = pool.principalTags(for: login.login.provider, client: login.claims["aud"]?.text)
        return try claims.reduce(into: [:]) { tags, entry in
            guard let values = login.claims[entry.value]?.claimTexts, values.count == 1 else { return }
            guard values[0].count <= longestValue else {
                throw IdentityPoolsError.invalidParameter(
                    "The claim \(entry.value) is longer than the \(longestValue) characters of a principal tag.")
            }
            tags[entry.key] = values[0]
        }
    }
}
