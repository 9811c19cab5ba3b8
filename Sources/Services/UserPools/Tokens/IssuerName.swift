/// The names by which a pool is known in its tokens' `iss`.
struct IssuerName: Sendable {
    let setting: UserPoolSettings.TokenIssuerName

    /// What new tokens say.
    func name(of pool: PoolID) -> String {
        switch setting {
        case .aws: Self.canonical(pool)
        case .own(let origin): "\(origin)/\(pool)"
        }
    }

    /// The pool of a token's issuer; both forms are good, so that a change of the setting ends no session.
    func pool(of issuer: String) -> PoolID? {
        guard let slash = issuer.lastIndex(of: "/") else { return nil }
        let pool = PoolID(String(issuer[issuer.index(after: slash)...]))
        return issuer == Self.canonical(pool) || issuer == name(of: pool) ? pool : nil
    }

    /// AWS's own form, which is also the login key of identity pools.
    static func canonical(_ pool: PoolID) -> String {
        "https://cognito-idp.\(pool.region).amazonaws.com/\(pool)"
    }
}
