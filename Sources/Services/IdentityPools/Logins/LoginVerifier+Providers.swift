import Kernel
import OpenIDConnect

extension LoginVerifier {
    /// Every kind of provider that AWS knows and that is still there to be asked; Digits is not.
    init(_ sources: LoginSources, store: IdentityPoolStore) {
        let registrations = IAMRegistrations(roles: sources.roles)
        let identityTokens = IdentityTokens(verifier: sources.tokens)
        self.init(providers: [
            UserPoolLogins(userPools: sources.userPools, tokens: identityTokens),
            AppleLogins(tokens: identityTokens, registrations: registrations),
            GoogleLogins(tokens: identityTokens, registrations: registrations),
            FacebookLogins(
                accessTokens: FacebookAccessTokens(web: sources.web), tokens: identityTokens, vault: store.vault),
            AmazonLogins(tokens: AmazonAccessTokens(web: sources.web)),
            TwitterLogins(web: sources.web, random: store.random, vault: store.vault),
            SAMLLogins(providers: sources.samlProviders),
            RegisteredLogins(tokens: identityTokens, registrations: registrations),
        ])
    }
}
