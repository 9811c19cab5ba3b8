import Kernel
import Storage
import UserPoolsModel
import Wire

/// Describes a group.
struct GetGroup: Operation {
    typealias Model = UserPoolsModel.GetGroup

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:GetGroup", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let group = try await store.read { try Groups.require(input.groupName, in: pool, $0) }
        return Output(group: GroupType(describing: group))
    }
}
