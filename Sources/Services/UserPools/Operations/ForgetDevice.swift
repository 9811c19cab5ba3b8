import Kernel
import UserPoolsModel
import Wire

/// Forgets one of a user's own devices.
struct ForgetDevice: Operation {
    typealias Model = UserPoolsModel.ForgetDevice

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let token = input.accessToken else { throw Refusal.missingParameter("AccessToken") }
        let user = try await accessTokens.holder(of: token, in: call).user
        try await store.forgetDevice(input.deviceKey, of: user)
        return Output()
    }
}
