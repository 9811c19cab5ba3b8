import Kernel
import UserPoolsModel

/// Tells a user what they can sign in with.
struct GetUserAuthFactors: Operation {
    typealias Model = UserPoolsModel.GetUserAuthFactors

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await accessTokens.holder(of: input.accessToken, in: call)
        let user = holder.user
        let hasPassword = try await store.read { try Passwords.get(user, $0) != nil }
        let factors = SignInRules.firstFactors(of: user, hasPassword: hasPassword, in: holder.pool)
        let active = user.mfa.settingList(of: user)
        return Output(
            username: user.username, preferredMfaSetting: user.mfa.preferred,
            userMFASettingList: active.isEmpty ? nil : active,
            configuredUserAuthFactors: factors.filter { $0 != "PASSWORD_SRP" }.map(AuthFactorType.init(rawValue:)))
    }
}
