import IAMModel
import Kernel
import Storage
import Wire

extension IAMModel.User {
    /// A user as lists give it: without tags and boundary.
    init(_ user: IAMUser) {
        self.init(
            path: user.path,
            userName: user.name,
            userId: user.id,
            arn: user.arn,
            createDate: Timestamp(seconds: user.createdAt),
            passwordLastUsed: user.passwordLastUsedAt.map(Timestamp.init(seconds:))
        )
    }

    /// A user as GetUser and CreateUser give it.
    init(describing user: IAMUser) {
        self.init(user)
        permissionsBoundary = user.boundary.map(AttachedPermissionsBoundary.init(policy:))
        tags = user.tags.wire
    }
}

extension IAMModel.Group {
    /// A group as every answer gives it.
    init(_ group: IAMGroup) {
        self.init(
            path: group.path,
            groupName: group.name,
            groupId: group.id,
            arn: group.arn,
            createDate: Timestamp(seconds: group.createdAt)
        )
    }
}
