import Wire

/// What a sign-in's two signed tokens say, before anybody changes it.
///
/// Source: "Understanding the identity token" and "Understanding the access token" in the Cognito Developer Guide.
struct TokenClaims: Sendable {
    let signIn: ProvedSignIn
    /// The user's groups, the most important first.
    let groups: [StoredGroup]
    let overrides: TokenOverrides
    let issuer: String
    let family: RefreshFamily
    /// The same in both tokens.
    let eventID: String
    /// Seconds since 1970.
    let issuedAt: Int64

    /// Who the user is.
    func idToken(id: String) throws -> Document {
        var claims = shared(id: id, use: "id", validity: TokenValidity.id(signIn.client))
        claims["aud"] = .string(signIn.client.id)
        claims["cognito:username"] = .string(signIn.user.username)
        claims.merge(groupClaims) { $1 }
        claims.merge(roleClaims) { $1 }
        claims.merge(attributeClaims) { $1 }
        if !signIn.user.identities.isEmpty { claims["identities"] = identities }
        try ClaimRules.apply(overrides.idToken, to: &claims, client: signIn.client.id)
        return document(claims)
    }

    /// What the user may do.
    func accessToken(id: String) throws -> Document {
        var claims = shared(id: id, use: "access", validity: TokenValidity.access(signIn.client))
        claims["client_id"] = .string(signIn.client.id)
        claims["username"] = .string(signIn.user.username)
        claims["scope"] = .string(ClaimRules.scopes(signIn.scopes, changedBy: overrides).joined(separator: " "))
        if let device = family.deviceKey { claims["device_key"] = .string(device) }
        claims.merge(groupClaims) { $1 }
        try ClaimRules.apply(overrides.accessToken, to: &claims, client: signIn.client.id)
        return document(claims)
    }

    private func shared(id: String, use: String, validity: Int64) -> [String: Document] {
        [
            "sub": .string(signIn.user.sub), "iss": .string(issuer), "origin_jti": .string(family.id),
            "event_id": .string(eventID), "token_use": .string(use),
            "auth_time": .integer(Int(family.authenticatedAt / 1000)),
            "exp": .integer(Int(issuedAt + validity)), "iat": .integer(Int(issuedAt)), "jti": .string(id),
        ]
    }

    private var groupClaims: [String: Document] {
        let names = overrides.groups ?? groups.map(\.name)
        return names.isEmpty ? [:] : ["cognito:groups": .array(names.map { .string($0) })]
    }

    private var roleClaims: [String: Document] {
        let isReplaced = overrides.groups != nil
        let roles = isReplaced ? overrides.roles ?? [] : Triggers.roles(of: groups)
        let preferred = isReplaced ? overrides.preferredRole : Triggers.preferredRole(of: groups)
        var claims: [String: Document] = [:]
        if !roles.isEmpty { claims["cognito:roles"] = .array(roles.map { .string($0) }) }
        claims["cognito:preferred_role"] = preferred.map { .string($0) }
        return claims
    }

    /// What the client may read of the user's attributes; developers' own attributes are for nobody's tokens.
    private var attributeClaims: [String: Document] {
        let readable = signIn.client.readAttributes.map { Set($0) }
        let shown = signIn.user.attributes.filter { name, _ in
            readable?.contains(name) ?? true && !name.hasPrefix("dev:")
        }
        return Dictionary(uniqueKeysWithValues: shown.map { ($0.key, Self.claim($0.key, $0.value)) })
    }

    /// OpenID Connect wants truth values and addresses as JSON; all else is text.
    private static func claim(_ name: String, _ value: String) -> Document {
        switch name {
        case "email_verified", "phone_number_verified": .boolean(value.lowercased() == "true")
        case "address": .object([.init("formatted", .string(value))])
        default: .string(value)
        }
    }

    private var identities: Document {
        .array(
            signIn.user.identities.map { identity in
                .object([
                    .init("userId", .string(identity.userID)),
                    .init("providerName", .string(identity.providerName)),
                    .init("providerType", .string(identity.providerType)),
                    .init("issuer", identity.issuer.map { .string($0) } ?? .null),
                    .init("primary", .string(identity.isPrimary ? "true" : "false")),
                    .init("dateCreated", .string(String(identity.createdAt))),
                ])
            })
    }

    private func document(_ claims: [String: Document]) -> Document {
        .object(claims.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
    }
}
