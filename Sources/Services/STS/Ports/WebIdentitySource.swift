package import Kernel
package import Wire

/// Verifies the tokens of one kind of identity provider.
///
/// Tokens of identity pools, whose provider is `cognito-identity.amazonaws.com` in every account, come from a source
/// of their own; the providers that accounts register in IAM are `RegisteredIdentities`.
package protocol WebIdentitySource: Sendable {
    /// The person behind a token; `nil` where it was issued by somebody whom this source does not know.
    ///
    /// Throws the `ServiceError` with which AWS refuses the token.
    func identity(by token: String, in account: AccountID, at time: Timestamp) async throws -> WebIdentity?
}

/// Somebody who proved to an identity provider who they are.
package struct WebIdentity: Hashable, Sendable {
    /// As a trust policy's `Federated` principal names the provider: its ARN in IAM, or a name.
    package var provider: String
    /// What the condition keys of the provider begin with, such as `accounts.google.com`.
    package var namespace: String
    package var subject: String
    package var audience: String
    /// Condition keys of the provider behind the colon, such as `aud`, `sub` and `amr`.
    package var conditions: [String: [String]]
    package var tags: [String: String]
    package var transitiveTagKeys: [String]
    package var sourceIdentity: String?

    package init(
        provider: String,
        namespace: String,
        subject: String,
        audience: String,
        conditions: [String: [String]],
        tags: [String: String] = [:],
        transitiveTagKeys: [String] = [],
        sourceIdentity: String? = nil
    ) {
        self.provider = provider
        self.namespace = namespace
        self.subject = subject
        self.audience = audience
        self.conditions = conditions
        self.tags = tags
        self.transitiveTagKeys = transitiveTagKeys
        self.sourceIdentity = sourceIdentity
    }

    /// The condition keys by their full names, such as `accounts.google.com:aud`.
    var context: [String: [String]] {
        Dictionary(uniqueKeysWithValues: conditions.map { ("\(namespace):\($0)", $1) })
    }
}
