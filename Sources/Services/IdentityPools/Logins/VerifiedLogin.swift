import Wire

/// A login whose proof was verified with its provider.
struct VerifiedLogin: Sendable {
    var login: LinkedLogin
    /// What the token says; role mappings and principal tags look there. Empty where the provider's token says nothing.
    var claims: Document
    /// What stands behind `authenticated` in the `amr` of the pool's own tokens: the login key, and for OpenID Connect
    /// providers and user pools `<key>:<pool or provider>:<subject>`, for example
    /// `cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGh1:CognitoSignIn:<sub>`.
    var methods: [String]
}
