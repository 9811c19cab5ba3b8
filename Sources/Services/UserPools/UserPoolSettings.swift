/// What an operator decides about user pools.
package struct UserPoolSettings: Sendable {
    /// Who tokens say issued them.
    package enum TokenIssuerName: Hashable, Sendable {
        /// As on AWS: `https://cognito-idp.<region>.amazonaws.com/<pool>`.
        case aws
        /// This server by its own address, such as `https://martlet.example.com`, without a slash at the end.
        case own(origin: String)
    }

    package var tokenIssuer = TokenIssuerName.aws
    /// Names of this server, in lower case and without ports, that identity pools' login keys may begin with.
    package var ownHosts: Set<String> = []
    /// After how many days a pool signs with new keys.
    package var keyRotationDays: Int64 = 90
    /// Passwords that are hashed at the same time, each in 19 MiB.
    package var passwordsAtOnce = 4
    /// Sign-ins that may wait for their password's turn; more are told to come back.
    package var passwordsWaiting = 256
    /// Calls a second by AWS's category, such as `UserAuthentication`, where they differ from AWS's; 0 for no limit.
    package var callRates: [String: Int] = [:]

    /// AWS's names of the categories that `callRates` may hold.
    package static var rateCategories: [String] { RateCaps.Category.allCases.map(\.rawValue) }

    package init() {}
}
