import Kernel
import UserPoolsModel

/// Describes a user's device.
struct AdminGetDevice: Operation {
    typealias Model = UserPoolsModel.AdminGetDevice

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminGetDevice", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let user = try await store.user(input.username, inPool: input.userPoolId, call: call)
        return Output(device: try await store.device(input.deviceKey, of: user).answer(of: user))
    }
}
