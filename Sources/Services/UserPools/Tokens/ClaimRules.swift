import Wire

/// Puts what `PreTokenGeneration` asked for into tokens; what it may not ask for was dropped when it was read.
enum ClaimRules {
    /// Changes a token's claims; an audience is given to an access token only if it is the client itself.
    ///
    /// Source: "Excluded claims and scopes" of the trigger in the Cognito Developer Guide.
    static func apply(_ changes: TokenOverrides.Claims, to claims: inout [String: Document], client: String) throws {
        for name in changes.suppressed { claims[name] = nil }
        for (name, json) in changes.set {
            let value = try Document(json: Array(json.utf8))
            if claims["token_use"] == .string("access"), name == "aud", value != .string(client) { continue }
            claims[name] = value
        }
    }

    /// The scopes after the function's changes; AWS's own are not its to give.
    static func scopes(_ granted: [String], changedBy overrides: TokenOverrides) -> [String] {
        let kept = granted.filter { !overrides.suppressedScopes.contains($0) }
        let added = overrides.addedScopes.filter { !$0.hasPrefix("aws.cognito") && !kept.contains($0) }
        return kept + added
    }
}
