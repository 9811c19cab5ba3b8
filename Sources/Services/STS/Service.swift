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
    private let devices: any MultiFactorDevices
    private let tokens: SessionTokens
    private let messages: AuthorizationMessages

    /// - Parameters:
    ///   - identities: whoever can verify tokens for AssumeRoleWithWebIdentity; the first that knows a token decides.
    package init(
        tokens: SessionTokens,
        messages: AuthorizationMessages,
        roles: any RoleSource,
        accounts: any AccountDirectory,
        accessKeyOwners: any AccessKeyOwners,
        identities: [any WebIdentitySource],
        devices: any MultiFactorDevices
    ) {
        self.tokens = tokens
        self.messages = messages
        self.roles = roles
        self.accounts = accounts
        self.accessKeyOwners = accessKeyOwners
        self.identities = identities
        self.devices = devices
    }

    package var descriptor: ServiceDescriptor { STSModelService.descriptor }

    package var operations: [any Operation] {
        let sessions = RoleSessions(roles: roles, tokens: tokens)
        let secondFactor = MultiFactor(devices: devices)
        return [
            AssumeRole(roles: roles, sessions: sessions, secondFactor: secondFactor),
            AssumeRoleWithWebIdentity(roles: roles, sessions: sessions, identities: identities),
            DecodeAuthorizationMessage(messages: messages),
            GetAccessKeyInfo(accounts: accounts, owners: accessKeyOwners),
            GetCallerIdentity(),
            GetFederationToken(tokens: tokens),
            GetSessionToken(tokens: tokens, secondFactor: secondFactor),
        ]
    }
}
