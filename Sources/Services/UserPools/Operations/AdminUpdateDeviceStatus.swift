import Kernel
import UserPoolsModel
import Wire

/// Says whether a user's device is remembered.
struct AdminUpdateDeviceStatus: Operation {
    typealias Model = UserPoolsModel.AdminUpdateDeviceStatus

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminUpdateDeviceStatus", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let user = try await store.user(input.username, inPool: input.userPoolId, call: call)
        try await store.setDevice(
            input.deviceKey, of: user, to: input.deviceRememberedStatus, at: call.time.milliseconds)
        return Output()
    }
}
