import Kernel
import UserPoolsModel

/// Lists a user's own devices by their keys, 60 at a time unless fewer are asked for.
struct ListDevices: Operation {
    typealias Model = UserPoolsModel.ListDevices

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let user = try await accessTokens.holder(of: input.accessToken, in: call).user
        let page = try await store.devices(of: user, limit: input.limit, after: input.paginationToken)
        return Output(devices: page.devices, paginationToken: page.next)
    }
}
