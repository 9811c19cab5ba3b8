import Kernel
import UserPoolsModel
import Wire

/// Forgets a user's device.
struct AdminForgetDevice: Operation {
    typealias Model = UserPoolsModel.AdminForgetDevice

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminForgetDevice", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let user = try await store.user(input.username, inPool: input.userPoolId, call: call)
        try await store.forgetDevice(input.deviceKey, of: user)
        return Output()
    }
}
