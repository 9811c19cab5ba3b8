import Wire

extension TokenOverrides {
    /// The version of the event, as a pool's setting has it.
    enum Version: String, Sendable {
        case one = "V1_0"
        case two = "V2_0"
        case three = "V3_0"

        /// As the event says it.
        var inEvents: String {
            switch self {
            case .one: "1"
            case .two: "2"
            case .three: "3"
            }
        }

        /// The member of the response that holds the overrides.
        var member: String { self == .one ? "claimsOverrideDetails" : "claimsAndScopeOverrideDetails" }
    }

    /// Claims that no function changes; such changes are dropped.
    ///
    /// Source: "Excluded claims and scopes" in "Pre token generation Lambda trigger".
    private enum Fixed {
        static let everywhere: Set = [
            "acr", "amr", "at_hash", "auth_time", "azp", "exp", "iat", "iss", "jti", "nbf", "nonce", "origin_jti",
            "sub", "token_use",
        ]
        static let idToken: Set = ["aud", "cognito:username", "identities"]
        static let accessToken: Set = ["client_id", "device_key", "event_id", "scope", "username", "version"]
        /// Attributes of developers, and what groups decide.
        static let prefixes = ["dev:", "cognito:"]
        /// Claims of the ID token whose value stays plain.
        static let plain: Set = ["address", "email_verified", "phone_number_verified", "updated_at"]
    }

    /// What a function's `response` asks for.
    static func parse(_ response: TriggerAnswer, _ version: Version) throws -> TokenOverrides {
        var overrides = TokenOverrides()
        guard let details = try response.answer(version.member) else { return overrides }
        switch version {
        case .one:
            overrides.idToken = try claims(in: details, fixed: Fixed.idToken) { answer in
                try answer.strings("claimsToAddOrOverride")?.mapValues { Document.string($0) } ?? [:]
            }
        case .two, .three:
            if let idToken = try details.answer("idTokenGeneration") {
                overrides.idToken = try claims(in: idToken, fixed: Fixed.idToken) { answer in
                    try values(in: answer).filter { !(Fixed.plain.contains($0) && $1.isCompound) }
                }
            }
            if let accessToken = try details.answer("accessTokenGeneration") {
                overrides.accessToken = try claims(in: accessToken, fixed: Fixed.accessToken, values)
                overrides.addedScopes = try scopes("scopesToAdd", in: accessToken)
                overrides.suppressedScopes = try scopes("scopesToSuppress", in: accessToken)
            }
        }
        try overrides.takeGroups(from: details)
        return overrides
    }

    private static func claims(
        in answer: TriggerAnswer, fixed: Set<String>, _ values: (TriggerAnswer) throws -> [String: Document]
    ) throws -> Claims {
        func isFree(_ name: String) -> Bool {
            !Fixed.everywhere.contains(name) && !fixed.contains(name) && !Fixed.prefixes.contains { name.hasPrefix($0) }
        }
        let suppressed = try answer.list("claimsToSuppress") ?? []
        let set = try values(answer).filter { isFree($0.key) && !suppressed.contains($0.key) }
        return Claims(set: set.mapValues(\.jsonText), suppressed: suppressed.filter(isFree))
    }

    private static func values(in answer: TriggerAnswer) throws -> [String: Document] {
        guard let values = try answer.answer("claimsToAddOrOverride") else { return [:] }
        let members = values.object.members.filter { $0.value != .null }
        return Dictionary(members.map { ($0.name, $0.value) }) { _, last in last }
    }

    /// A scope is one word.
    private static func scopes(_ name: String, in answer: TriggerAnswer) throws -> [String] {
        let scopes = try answer.list(name) ?? []
        guard scopes.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
            throw TriggerAnswer.unrecognizable()
        }
        return scopes
    }

    /// Groups stay as they are where the function does not name them; an empty or null object takes them away.
    private mutating func takeGroups(from details: TriggerAnswer) throws {
        guard details.names("groupOverrideDetails") else { return }
        let groupDetails = try details.answer("groupOverrideDetails")
        groups = try groupDetails?.list("groupsToOverride") ?? []
        roles = try groupDetails?.list("iamRolesToOverride") ?? []
        preferredRole = try groupDetails?.text("preferredRole")
    }
}

extension Document {
    fileprivate var isCompound: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
