import Kernel
import UserPoolsModel

/// Lists a user's devices by their keys, 60 at a time unless fewer are asked for.
struct AdminListDevices: Operation {
    typealias Model = UserPoolsModel.AdminListDevices

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminListDevices", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let user = try await store.user(input.username, inPool: input.userPoolId, call: call)
        let page = try await store.devices(of: user, limit: input.limit, after: input.paginationToken)
        return Output(devices: page.devices, paginationToken: page.next)
    }
}
