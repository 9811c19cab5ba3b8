import IdentityPoolsModel
import Kernel
import Wire

/// Which roles a pool may hand out, and how its providers' users are mapped to them.
///
/// Source: "Using role-based access control" in the developer guide; the texts as AWS gave them to users of aws-cdk.
enum RoleRules {
    /// Rules that one provider may have.
    static let ruleLimit = 25

    private static let arnPrefix = "arn:aws:iam::"

    /// The roles of identities that nothing more particular is said of.
    static func roles(_ given: [String: String], of account: AccountID) throws -> PoolRoles {
        for role in given.values.sorted() { try check(role, of: account) }
        return PoolRoles(authenticated: given["authenticated"], unauthenticated: given["unauthenticated"])
    }

    /// Mappings, for providers that the pool has.
    static func mappings(
        _ given: [String: RoleMapping]?, in pool: StoredIdentityPool
    ) throws -> [String: StoredRoleMapping] {
        var mappings: [String: StoredRoleMapping] = [:]
        for (provider, mapping) in (given ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard ProviderNames.isMappable(provider, in: pool) else {
                throw Refusal.invalid(
                    "(\(provider)) is not a valid RoleMapping ProviderName or is not a configured provider.")
            }
            mappings[provider] = try stored(mapping, of: provider, in: pool)
        }
        return mappings
    }

    /// Every role that a request hands to the pool, once each.
    static func named(in input: SetIdentityPoolRolesInput) -> [String] {
        let mapped = (input.roleMappings ?? [:]).values.flatMap { $0.rulesConfiguration?.rules ?? [] }.map(\.roleARN)
        return Set(input.roles.values).union(mapped).sorted()
    }

    private static func stored(
        _ mapping: RoleMapping, of provider: String, in pool: StoredIdentityPool
    ) throws -> StoredRoleMapping {
        guard let kind = StoredRoleMapping.Kind(rawValue: mapping.type.rawValue) else {
            throw Refusal.invalid("Invalid role mapping type for \(provider).")
        }
        let ambiguity = mapping.ambiguousRoleResolution.flatMap { StoredRoleMapping.Ambiguity(rawValue: $0.rawValue) }
        guard let ambiguity else {
            throw Refusal.invalid("AmbiguousRoleResolution is required for role mapping \(provider).")
        }
        let rules = mapping.rulesConfiguration?.rules ?? []
        switch kind {
        case .token:
            guard mapping.rulesConfiguration == nil else {
                throw Refusal.invalid("RulesConfiguration must not be set for Token role mapping \(provider).")
            }
        case .rules:
            guard !rules.isEmpty else {
                throw Refusal.invalid("RulesConfiguration is required for Rules role mapping \(provider).")
            }
            guard rules.count <= ruleLimit else {
                throw Refusal.invalid("The number of rules in the request exceeded \(ruleLimit).")
            }
        }
        for rule in rules { try check(rule.roleARN, of: pool.account) }
        return StoredRoleMapping(
            kind: kind, ambiguity: ambiguity,
            rules: rules.map { rule in
                .init(claim: rule.claim, match: rule.matchType.rawValue, value: rule.value, role: rule.roleARN)
            })
    }

    /// A role must be one of the pool's own account. Whether it exists is seen when somebody is to get it.
    private static func check(_ role: String, of account: AccountID) throws {
        guard isRole(role, of: account) else { throw Refusal.foreignRole(role) }
    }

    /// Whether a text is the ARN of a role of this account.
    static func isRole(_ role: String, of account: AccountID) -> Bool {
        let prefix = "\(arnPrefix)\(account):role/"
        return role.hasPrefix(prefix) && role.count > prefix.count
    }
}
