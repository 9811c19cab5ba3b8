import Kernel
import UserPoolsModel

/// Describes one of a user's own devices.
struct GetDevice: Operation {
    typealias Model = UserPoolsModel.GetDevice

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let token = input.accessToken else { throw Refusal.missingParameter("AccessToken") }
        let user = try await accessTokens.holder(of: token, in: call).user
        return Output(device: try await store.device(input.deviceKey, of: user).answer(of: user))
    }
}
