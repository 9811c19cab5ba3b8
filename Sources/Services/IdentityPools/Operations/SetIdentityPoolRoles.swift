import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// Says which roles a pool's identities get: replaces all that was said before.
struct SetIdentityPoolRoles: Operation {
    typealias Model = IdentityPoolsModel.SetIdentityPoolRoles

    let store: IdentityPoolStore

    /// AWS knows no resource for this one (Service Authorization Reference); every role named must be passable.
    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("cognito-identity:SetIdentityPoolRoles", on: "*")]
            + RolePassing.permissions(
                RoleRules.named(in: input), to: IdentityPoolID(input.identityPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        _ = try await store.write { transaction in
            try Pools.change(pool, in: transaction) { pool in
                pool.roles = try RoleRules.roles(input.roles, of: pool.account)
                pool.roleMappings = try RoleRules.mappings(input.roleMappings, in: pool)
            }
        }
        return Output()
    }
}
