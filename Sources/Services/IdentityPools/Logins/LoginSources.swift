package import Kernel
package import OpenIDConnect

/// What logins are verified with: the world outside, this server's own user pools, and what accounts register in IAM.
package struct LoginSources: Sendable {
    let web: any OutgoingHTTP
    let tokens: TokenVerifier
    let userPools: any UserPoolTokens
    let roles: any RoleSource
    let samlProviders: any SAMLProviderSource

    package init(
        web: any OutgoingHTTP, tokens: TokenVerifier, userPools: any UserPoolTokens, roles: any RoleSource,
        samlProviders: any SAMLProviderSource
    ) {
        self.web = web
        self.tokens = tokens
        self.userPools = userPools
        self.roles = roles
        self.samlProviders = samlProviders
    }
}
