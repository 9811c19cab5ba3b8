import Storage
import UserPoolsModel
import Wire

/// How an app client is described to an administrator, its secret included.
struct ClientAnswer: Sendable {
    let vault: Vault

    func describe(_ client: StoredClient) throws -> UserPoolClientType {
        UserPoolClientType(
            userPoolId: client.pool.text,
            clientName: client.name,
            clientId: client.id,
            clientSecret: try secret(of: client),
            lastModifiedDate: Timestamp(milliseconds: client.modifiedAt),
            creationDate: Timestamp(milliseconds: client.createdAt),
            refreshTokenValidity: client.refreshTokenValidity,
            accessTokenValidity: client.accessTokenValidity,
            idTokenValidity: client.idTokenValidity,
            tokenValidityUnits: TokenValidityUnitsType(
                accessToken: client.accessTokenUnit.map(TimeUnitsType.init),
                idToken: client.idTokenUnit.map(TimeUnitsType.init),
                refreshToken: client.refreshTokenUnit.map(TimeUnitsType.init)),
            readAttributes: client.readAttributes,
            writeAttributes: client.writeAttributes,
            explicitAuthFlows: client.explicitAuthFlows.map { $0.map(ExplicitAuthFlowsType.init) },
            supportedIdentityProviders: client.identityProviders,
            callbackURLs: client.callbackURLs,
            logoutURLs: client.logoutURLs,
            defaultRedirectURI: client.defaultRedirectURI,
            allowedOAuthFlows: client.oauthFlows.map { $0.map(OAuthFlowType.init) },
            allowedOAuthScopes: client.oauthScopes,
            allowedOAuthFlowsUserPoolClient: client.isOAuthEnabled,
            analyticsConfiguration: client.analytics.map(Self.analytics),
            preventUserExistenceErrors: client.userExistenceErrors.map(PreventUserExistenceErrorTypes.init),
            enableTokenRevocation: client.isTokenRevocationEnabled,
            enablePropagateAdditionalUserContextData: client.propagatesUserContext,
            authSessionValidity: client.authSessionValidity,
            refreshTokenRotation: client.rotation.map {
                RefreshTokenRotationType(
                    feature: $0.isEnabled ? .enabled : .disabled, retryGracePeriodSeconds: $0.graceSeconds)
            }
        )
    }

    /// The secret that the client was made with, as long as it has it; those that were added are never told again.
    private func secret(of client: StoredClient) throws -> String? {
        let own = client.secrets.first { $0.createdAt == client.createdAt }
        return try own.map { try vault.openText($0.value, for: StoredClient.secretContext(client.id)) }
    }

    private static func analytics(_ analytics: StoredClient.Analytics) -> AnalyticsConfigurationType {
        AnalyticsConfigurationType(
            applicationId: analytics.applicationID, applicationArn: analytics.applicationARN,
            roleArn: analytics.roleARN, externalId: analytics.externalID, userDataShared: analytics.sharesUserData)
    }
}
