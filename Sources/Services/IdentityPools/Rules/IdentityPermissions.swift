import Kernel

extension IdentityPoolStore {
    /// What calls ask for that name identities and no pool: no resource, but each pool as a condition key.
    ///
    /// Source: `cognito-identity:IdentityPoolArn` in the Service Authorization Reference.
    func permissions(_ action: String, on identities: [IdentityID], in call: Call) async throws -> [Permission] {
        let pools = try await read { transaction in
            Set(
                try identities.compactMap { id in
                    try Identities.find(id, transaction).flatMap { $0.account == call.account ? $0.pool : nil }
                })
        }
        let permissions = pools.map { pool in
            Permission(
                action, on: "*", context: ["cognito-identity:IdentityPoolArn": [pool.arn(account: call.account)]])
        }
        return permissions.isEmpty ? [Permission(action, on: "*")] : permissions
    }
}
