import Kernel
import UserPoolsModel
import Wire

/// Describes the holder of an access token to themself.
struct GetUser: Operation {
    typealias Model = UserPoolsModel.GetUser

    let store: UserPoolStore
    let tokens: AccessTokens

    /// The token is the permission.
    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await tokens.holder(of: input.accessToken, in: call)
        try store.rates.check(
            .userRead, pool: holder.pool.id, client: holder.client.id, at: call.time.milliseconds)
        let mfa = holder.user.mfa
        var attributes = AttributeRules.list(of: holder.user, in: holder.pool, readableBy: holder.client)
        if let identities = IdentityText.json(of: holder.user.identities) {
            attributes.append(AttributeType(name: IdentityText.attribute, value: identities))
        }
        return Output(
            username: holder.user.username, userAttributes: attributes,
            mfaOptions: mfa.legacyOptions, preferredMfaSetting: mfa.preferred, userMFASettingList: mfa.settingList)
    }
}
