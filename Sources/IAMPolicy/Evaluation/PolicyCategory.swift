/// The kinds of policies that take part in a decision, as AWS's denials name them.
package enum PolicyCategory: Hashable, Sendable, CaseIterable {
    case identityBased, permissionsBoundary, session, resourceBased, roleTrust

    /// As in "because no identity-based policy allows the … action".
    var absence: String {
        switch self {
        case .identityBased: "no identity-based policy"
        case .permissionsBoundary: "no permissions boundary"
        case .session: "no session policy"
        case .resourceBased: "no resource-based policy"
        case .roleTrust: "no role trust policy"
        }
    }

    /// As in "with an explicit deny in an identity-based policy".
    var place: String {
        switch self {
        case .identityBased: "an identity-based policy"
        case .permissionsBoundary: "a permissions boundary"
        case .session: "a session policy"
        case .resourceBased: "a resource-based policy"
        case .roleTrust: "the role trust policy"
        }
    }
}
