import Kernel
import Storage
import UserPoolsModel
import Wire

/// Changes what is said of a group; what is left out stays as it was.
struct UpdateGroup: Operation {
    typealias Model = UserPoolsModel.UpdateGroup

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:UpdateGroup", onPool: input.userPoolId, in: call)]
            + RolePassing.permissions(input.roleArn, to: PoolID(input.userPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try RolePassing.refuseForeign(input.roleArn, of: pool.account)
        let group = try await store.write { transaction in
            var group = try Groups.require(input.groupName, in: pool, transaction)
            if let description = input.description { group.description = description }
            if let role = input.roleArn { group.roleARN = role }
            if let precedence = input.precedence { group.precedence = precedence }
            group.modifiedAt = call.time.milliseconds
            try Groups.records.replace(group, in: transaction)
            return group
        }
        return Output(group: GroupType(describing: group))
    }
}
