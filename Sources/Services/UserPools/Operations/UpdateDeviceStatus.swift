import Kernel
import UserPoolsModel
import Wire

/// Says whether one of a user's own devices is remembered.
struct UpdateDeviceStatus: Operation {
    typealias Model = UserPoolsModel.UpdateDeviceStatus

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let user = try await accessTokens.holder(of: input.accessToken, in: call).user
        try await store.setDevice(
            input.deviceKey, of: user, to: input.deviceRememberedStatus, at: call.time.milliseconds)
        return Output()
    }
}
