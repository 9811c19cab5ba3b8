import UserPoolsModel

/// What `CreateUserPoolClient` and `UpdateUserPoolClient` say alike of a client.
struct ClientSettings: Sendable {
    var refreshTokenValidity: Int?
    var accessTokenValidity: Int?
    var idTokenValidity: Int?
    var units: TokenValidityUnitsType?
    var readAttributes: [String]?
    var writeAttributes: [String]?
    var explicitAuthFlows: [ExplicitAuthFlowsType]?
    var identityProviders: [String]?
    var callbackURLs: [String]?
    var logoutURLs: [String]?
    var defaultRedirectURI: String?
    var oauthFlows: [OAuthFlowType]?
    var oauthScopes: [String]?
    var isOAuthEnabled: Bool?
    var analytics: AnalyticsConfigurationType?
    var userExistenceErrors: PreventUserExistenceErrorTypes?
    var isTokenRevocationEnabled: Bool?
    var propagatesUserContext: Bool?
    var authSessionValidity: Int?
    var rotation: RefreshTokenRotationType?

    init(_ input: CreateUserPoolClientRequest) {
        refreshTokenValidity = input.refreshTokenValidity
        accessTokenValidity = input.accessTokenValidity
        idTokenValidity = input.idTokenValidity
        units = input.tokenValidityUnits
        readAttributes = input.readAttributes
        writeAttributes = input.writeAttributes
        explicitAuthFlows = input.explicitAuthFlows
        identityProviders = input.supportedIdentityProviders
        callbackURLs = input.callbackURLs
        logoutURLs = input.logoutURLs
        defaultRedirectURI = input.defaultRedirectURI
        oauthFlows = input.allowedOAuthFlows
        oauthScopes = input.allowedOAuthScopes
        isOAuthEnabled = input.allowedOAuthFlowsUserPoolClient
        analytics = input.analyticsConfiguration
        userExistenceErrors = input.preventUserExistenceErrors
        isTokenRevocationEnabled = input.enableTokenRevocation
        propagatesUserContext = input.enablePropagateAdditionalUserContextData
        authSessionValidity = input.authSessionValidity
        rotation = input.refreshTokenRotation
    }

    init(_ input: UpdateUserPoolClientRequest) {
        refreshTokenValidity = input.refreshTokenValidity
        accessTokenValidity = input.accessTokenValidity
        idTokenValidity = input.idTokenValidity
        units = input.tokenValidityUnits
        readAttributes = input.readAttributes
        writeAttributes = input.writeAttributes
        explicitAuthFlows = input.explicitAuthFlows
        identityProviders = input.supportedIdentityProviders
        callbackURLs = input.callbackURLs
        logoutURLs = input.logoutURLs
        defaultRedirectURI = input.defaultRedirectURI
        oauthFlows = input.allowedOAuthFlows
        oauthScopes = input.allowedOAuthScopes
        isOAuthEnabled = input.allowedOAuthFlowsUserPoolClient
        analytics = input.analyticsConfiguration
        userExistenceErrors = input.preventUserExistenceErrors
        isTokenRevocationEnabled = input.enableTokenRevocation
        propagatesUserContext = input.enablePropagateAdditionalUserContextData
        authSessionValidity = input.authSessionValidity
        rotation = input.refreshTokenRotation
    }

    /// Gives a client these settings; what was left out becomes AWS's default.
    func apply(to client: inout StoredClient) {
        client.refreshTokenValidity = refreshTokenValidity.flatMap { $0 == 0 ? nil : $0 } ?? 30
        client.accessTokenValidity = accessTokenValidity
        client.idTokenValidity = idTokenValidity
        client.refreshTokenUnit = units?.refreshToken?.rawValue
        client.accessTokenUnit = units?.accessToken?.rawValue
        client.idTokenUnit = units?.idToken?.rawValue
        client.readAttributes = readAttributes
        client.writeAttributes = writeAttributes
        client.explicitAuthFlows = explicitAuthFlows?.map(\.rawValue)
        client.identityProviders = identityProviders
        client.callbackURLs = callbackURLs
        client.logoutURLs = logoutURLs
        client.defaultRedirectURI = defaultRedirectURI
        client.oauthFlows = oauthFlows?.map(\.rawValue)
        client.oauthScopes = oauthScopes
        client.isOAuthEnabled = isOAuthEnabled ?? false
        client.analytics = analytics.map(StoredClient.Analytics.init)
        client.userExistenceErrors = userExistenceErrors?.rawValue
        client.isTokenRevocationEnabled = isTokenRevocationEnabled ?? true
        client.propagatesUserContext = propagatesUserContext ?? false
        client.authSessionValidity = authSessionValidity ?? 3
        client.rotation = rotation.map {
            StoredClient.Rotation(
                isEnabled: $0.feature == .enabled, graceSeconds: $0.retryGracePeriodSeconds ?? 0)
        }
    }
}

extension StoredClient.Analytics {
    fileprivate init(_ config: AnalyticsConfigurationType) {
        self.init(
            applicationID: config.applicationId, applicationARN: config.applicationArn, roleARN: config.roleArn,
            externalID: config.externalId, sharesUserData: config.userDataShared)
    }
}
