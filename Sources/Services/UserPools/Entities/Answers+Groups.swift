import UserPoolsModel
import Wire

extension GroupType {
    /// A group as answers carry it.
    init(describing group: StoredGroup) {
        self.init(
            groupName: group.name,
            userPoolId: group.pool.text,
            description: group.description,
            roleArn: group.roleARN,
            precedence: group.precedence,
            lastModifiedDate: Timestamp(milliseconds: group.modifiedAt),
            creationDate: Timestamp(milliseconds: group.createdAt)
        )
    }
}
