package import Kernel
internal import STSModel
package import Wire

/// AWS Security Token Service: who the caller is, and credentials that end by themselves.
///
/// Keeps nothing: a session is its token. Only what IAM knows of roles and providers is asked for.
package struct STS: Kernel.Service {
    private let roles: any RoleSource
    private let accounts: any AccountDirectory
    private let accessKeyOwners: any AccessKeyOwners
    private let identities: [any WebIdentitySource]
    private let accessTokens: [any AccessTokenSource]
    private let samlProviders: any SAMLProviderSource
    private let devices: any MultiFactorDevices
    private let tokens: SessionTokens
    private let messages: AuthorizationMessages

    /// - Parameters:
    ///   - identities: whoever can verify tokens for AssumeRoleWithWebIdentity; the first that knows a token decides.
    ///   - accessTokens: likewise for tokens that only their providers can read.
    package init(
        tokens: SessionTokens,
        messages: AuthorizationMessages,
        roles: any RoleSource,
        accounts: any AccountDirectory,
        accessKeyOwners: any AccessKeyOwners,
        identities: [any WebIdentitySource],
        accessTokens: [any AccessTokenSource],
        samlProviders: any SAMLProviderSource,
        devices: any MultiFactorDevices
    ) {
        self.tokens = tokens
        self.messages = messages
        self.roles = roles
        self.accounts = accounts
        self.accessKeyOwners = accessKeyOwners
        self.identities = identities
        self.accessTokens = accessTokens
        self.samlProviders = samlProviders
        self.devices = devices
    }

    package var descriptor: ServiceDescriptor { STSModelService.descriptor }

    package var operations: [any Operation] {
        let sessions = RoleSessions(roles: roles, tokens: tokens)
        let secondFactor = MultiFactor(devices: devices)
        return [
            AssumeRole(roles: roles, sessions: sessions, secondFactor: secondFactor),
            AssumeRoleWithSAML(
                roles: roles, sessions: sessions, identities: SAMLIdentities(providers: samlProviders)),
            AssumeRoleWithWebIdentity(
                roles: roles, sessions: sessions, identities: identities, accessTokens: accessTokens),
            DecodeAuthorizationMessage(messages: messages),
            GetAccessKeyInfo(accounts: accounts, owners: accessKeyOwners),
            GetCallerIdentity(),
            GetFederationToken(tokens: tokens),
            GetSessionToken(tokens: tokens, secondFactor: secondFactor),
        ]
    }
}
