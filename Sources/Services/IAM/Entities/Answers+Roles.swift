import IAMModel
import Kernel
import Storage
import Wire

extension IAMModel.Role {
    /// A role as lists give it: without tags, boundary and last use.
    init(_ role: IAMRole, _ transaction: any ReadTransaction) throws {
        self.init(
            path: role.path,
            roleName: role.name,
            roleId: role.id,
            arn: role.arn,
            createDate: Timestamp(seconds: role.createdAt),
            assumeRolePolicyDocument: PolicyText.encoded(try TrustedPrincipals.text(of: role, transaction)),
            description: role.description,
            maxSessionDuration: role.maxSessionDuration
        )
    }

    /// A role as GetRole gives it.
    init(describing role: IAMRole, _ transaction: any ReadTransaction) throws {
        try self.init(role, transaction)
        permissionsBoundary = role.boundary.map(AttachedPermissionsBoundary.init(policy:))
        tags = role.tags.wire
        let usage = try RoleUsages.of(role.id, in: role.account, transaction)
        roleLastUsed = RoleLastUsed(lastUsedDate: usage.map { Timestamp(seconds: $0.usedAt) }, region: usage?.region)
    }
}

extension AttachedPermissionsBoundary {
    init(policy arn: String) {
        self.init(permissionsBoundaryType: .permissionsBoundaryPolicy, permissionsBoundaryArn: arn)
    }
}

extension IAMModel.InstanceProfile {
    /// An instance profile with its role; lists leave the tags out.
    init(_ profile: IAMInstanceProfile, withTags: Bool, _ transaction: any ReadTransaction) throws {
        let role = try profile.roleID.flatMap { try Roles.withID($0, in: profile.account, transaction) }
        self.init(
            path: profile.path,
            instanceProfileName: profile.name,
            instanceProfileId: profile.id,
            arn: profile.arn,
            createDate: Timestamp(seconds: profile.createdAt),
            roles: try role.map { [try IAMModel.Role($0, transaction)] } ?? [],
            tags: withTags ? profile.tags.wire : nil
        )
    }
}
