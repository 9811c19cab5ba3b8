package import IAMPolicy

/// What STS must know of a role before somebody may assume it.
package struct AssumableRole: Hashable, Sendable {
    package var account: AccountID
    package var name: String
    /// `/` or `/service-role/`.
    package var path: String
    /// The unique id, `AROA…`.
    package var id: String
    package var trust: PolicyDocument
    /// Seconds: 3,600 to 43,200.
    package var maxSessionDuration: Int
    package var tags: [String: String]

    package init(
        account: AccountID,
        name: String,
        path: String,
        id: String,
        trust: PolicyDocument,
        maxSessionDuration: Int,
        tags: [String: String] = [:]
    ) {
        self.account = account
        self.name = name
        self.path = path
        self.id = id
        self.trust = trust
        self.maxSessionDuration = maxSessionDuration
        self.tags = tags
    }

    package var arn: String { "arn:aws:iam::\(account):role\(path)\(name)" }
}

/// An OpenID Connect provider that an account has registered in IAM.
package struct RegisteredProvider: Hashable, Sendable {
    /// The issuer without its scheme, such as `accounts.google.com` or `example.com/tenant`.
    package var url: String
    /// Accepted audiences.
    package var clientIDs: [String]
    /// SHA-1 thumbprints of the issuer's certificate authority, in hexadecimal.
    package var thumbprints: [String]

    package init(url: String, clientIDs: [String], thumbprints: [String]) {
        self.url = url
        self.clientIDs = clientIDs
        self.thumbprints = thumbprints
    }
}

/// What other services may know of an account's roles and providers without calling IAM's operations.
package protocol RoleSource: Sendable {
    func role(named name: String, in account: AccountID) async throws -> AssumableRole?

    /// The provider registered for an issuer, given without its scheme.
    func provider(issuedBy url: String, in account: AccountID) async throws -> RegisteredProvider?

    /// Remembers that a role was assumed, for `RoleLastUsed`; best effort.
    func noteUse(ofRole name: String, in account: AccountID, region: Region, at seconds: Int64) async
}
