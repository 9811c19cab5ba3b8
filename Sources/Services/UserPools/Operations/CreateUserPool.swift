import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes a user pool in the caller's account and region.
struct CreateUserPool: Operation {
    typealias Model = UserPoolsModel.CreateUserPool

    private static let idCharacters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    let store: UserPoolStore
    let senderKeys: SenderKeys

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let tags = TagRules.requestContext(input.userPoolTags)
        var permissions = [Permission("cognito-idp:CreateUserPool", on: "*", context: tags)]
        if !tags.isEmpty {
            let pools = "arn:aws:cognito-idp:\(call.region):\(call.account):userpool/*"
            permissions.append(Permission("cognito-idp:TagResource", on: pools, context: tags))
        }
        return permissions + RolePassing.permissions(input.smsConfiguration?.snsCallerArn, to: nil, in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        var made = try pool(of: input, in: call)
        made.settings.triggers.kmsGrantID = try await senderKeys.grant(
            for: made.settings.triggers, of: made, in: call)
        let pool = made
        return try await store.write { transaction in
            try PoolRules.checkRoom(in: call, transaction)
            try Pools.records.insert(pool, in: transaction)
            return Output(userPool: try PoolAnswer.describe(pool, transaction))
        }
    }

    private func pool(of input: Input, in call: Call) throws -> StoredPool {
        try PoolRules.checkNames(input)
        let tags = input.userPoolTags ?? [:]
        try TagRules.check(tags)
        let settings = try PoolRules.settings(SettingsRequest(input), replacing: nil)
        return StoredPool(
            id: PoolID("\(call.region)_\(store.random.characters(9, from: Self.idCharacters))"),
            account: call.account,
            name: input.poolName,
            createdAt: call.time.milliseconds,
            modifiedAt: call.time.milliseconds,
            aliasAttributes: input.aliasAttributes?.map(\.rawValue) ?? [],
            usernameAttributes: input.usernameAttributes?.map(\.rawValue) ?? [],
            caseSensitivity: input.usernameConfiguration?.caseSensitive,
            schema: try SchemaRules.schema(from: input.schema ?? []),
            settings: settings,
            tags: tags
        )
    }
}
