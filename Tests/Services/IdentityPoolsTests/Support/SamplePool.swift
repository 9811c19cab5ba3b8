import IdentityPoolsModel

@testable import ServiceIdentityPools

/// A request for a pool in which everything is said that can be.
enum SamplePool {
    static let userPool = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGh1"
    static let ownUserPool = "auth.example.com:8443/eu-central-1_AbCdEfGh1"
    static let client = "1example23456789"
    static let openIDConnect = "arn:aws:iam::999988887777:oidc-provider/id.example.com/tenant"
    static let saml = "arn:aws:iam::123456789012:saml-provider/office"
    static let twitter = "consumerkey;consumersecret"
    static let facebook = "7346241598935555;0123456789abcdef0123456789ABCDEF"
    static let role = "arn:aws:iam::123456789012:role/"

    static let request = CreateIdentityPoolInput(
        identityPoolName: "birds", allowUnauthenticatedIdentities: true, allowClassicFlow: true,
        supportedLoginProviders: [
            "graph.facebook.com": facebook, "accounts.google.com": "1.apps.example;2.apps.example",
            "appleid.apple.com": "com.example.birds", "www.amazon.com": "amzn1.application.1",
            "api.twitter.com": twitter,
        ],
        developerProviderName: "login.example", openIdConnectProviderARNs: [openIDConnect],
        cognitoIdentityProviders: [
            .init(providerName: userPool, clientId: client, serverSideTokenCheck: true),
            .init(providerName: ownUserPool, clientId: client),
        ],
        samlProviderARNs: [saml], identityPoolTags: ["stage": "dev"])
}
