import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives a pool new settings; what the request leaves out falls back to AWS's default.
///
/// The tier stays (so says the API reference), and so do policies (as AWS was measured), name, tags and the
/// verification of attributes before they are updated, as Terraform's provider relies on.
struct UpdateUserPool: Operation {
    typealias Model = UserPoolsModel.UpdateUserPool

    let store: UserPoolStore
    let senderKeys: SenderKeys

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let tags = TagRules.requestContext(input.userPoolTags)
        let actions = ["cognito-idp:UpdateUserPool"] + (tags.isEmpty ? [] : ["cognito-idp:TagResource"])
        var permissions: [Permission] = []
        for action in actions {
            permissions.append(
                try await store.permission(action, onPool: input.userPoolId, in: call, context: tags))
        }
        return permissions
            + RolePassing.permissions(
                input.smsConfiguration?.snsCallerArn, to: PoolID(input.userPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        if let tags = input.userPoolTags { try TagRules.check(tags) }
        let request = SettingsRequest(input)
        var triggers = try PoolRules.settings(request, replacing: pool.settings).triggers
        triggers.kmsGrantID = try await senderKeys.grant(for: triggers, of: pool, in: call)
        let granted = triggers
        _ = try await store.write { transaction in
            try PoolRules.checkNoImport(into: pool, transaction)
            return try Pools.change(pool, at: call.time.milliseconds, in: transaction) { pool in
                pool.settings = try PoolRules.settings(request, replacing: pool.settings)
                pool.settings.triggers = granted
                pool.name = input.poolName ?? pool.name
                pool.tags = input.userPoolTags ?? pool.tags
            }
        }
        await senderKeys.retireGrant(of: pool.settings.triggers, keeping: granted, pool: pool, in: call)
        return Output()
    }
}
