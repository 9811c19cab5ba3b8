import IdentityPoolsModel
import Kernel

/// Which roles a pool's identities get.
struct GetIdentityPoolRoles: Operation {
    typealias Model = IdentityPoolsModel.GetIdentityPoolRoles

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let pool = IdentityPoolID(input.identityPoolId)
        return [try await store.permission("cognito-identity:GetIdentityPoolRoles", onPool: pool, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        var roles: [String: String] = [:]
        roles["authenticated"] = pool.roles.authenticated
        roles["unauthenticated"] = pool.roles.unauthenticated
        let mappings = pool.roleMappings.mapValues(Self.describe)
        return Output(
            identityPoolId: pool.id.text, roles: roles, roleMappings: mappings.isEmpty ? nil : mappings)
    }

    private static func describe(_ mapping: StoredRoleMapping) -> RoleMapping {
        let rules = mapping.rules.map { rule in
            MappingRule(
                claim: rule.claim, matchType: MappingRuleMatchType(rawValue: rule.match), value: rule.value,
                roleARN: rule.role)
        }
        return RoleMapping(
            type: RoleMappingType(rawValue: mapping.kind.rawValue),
            ambiguousRoleResolution: mapping.ambiguity.map { AmbiguousRoleResolutionType(rawValue: $0.rawValue) },
            rulesConfiguration: mapping.kind == .rules ? RulesConfigurationType(rules: rules) : nil)
    }
}
