import IAMModel
import Kernel
import Storage
import Wire

extension UserDetail {
    /// A user with all its policies, as GetAccountAuthorizationDetails gives it.
    init(_ user: IAMUser, _ transaction: any ReadTransaction) throws {
        let holder = PolicyHolder(user)
        self.init(
            path: user.path,
            userName: user.name,
            userId: user.id,
            arn: user.arn,
            createDate: Timestamp(seconds: user.createdAt),
            userPolicyList: try holder.inlineDetails(transaction),
            groupList: try GroupMemberships.groups(ofUser: user.id, in: user.account, transaction).map(\.name),
            attachedManagedPolicies: try holder.attachedPolicies(transaction),
            permissionsBoundary: user.boundary.map(AttachedPermissionsBoundary.init(policy:)),
            tags: user.tags.wire ?? []
        )
    }
}

extension GroupDetail {
    /// A group with all its policies, as GetAccountAuthorizationDetails gives it.
    init(_ group: IAMGroup, _ transaction: any ReadTransaction) throws {
        let holder = PolicyHolder(group)
        self.init(
            path: group.path,
            groupName: group.name,
            groupId: group.id,
            arn: group.arn,
            createDate: Timestamp(seconds: group.createdAt),
            groupPolicyList: try holder.inlineDetails(transaction),
            attachedManagedPolicies: try holder.attachedPolicies(transaction)
        )
    }
}

extension RoleDetail {
    /// A role with all its policies and instance profiles, as GetAccountAuthorizationDetails gives it.
    init(_ role: IAMRole, _ transaction: any ReadTransaction) throws {
        let holder = PolicyHolder(role)
        let answer = try Role(describing: role, transaction)
        let profiles = try InstanceProfiles.holding(roleID: role.id, in: role.account, transaction)
        self.init(
            path: role.path,
            roleName: role.name,
            roleId: role.id,
            arn: role.arn,
            createDate: answer.createDate,
            assumeRolePolicyDocument: answer.assumeRolePolicyDocument,
            instanceProfileList: try profiles.map { try InstanceProfile($0, withTags: false, transaction) },
            rolePolicyList: try holder.inlineDetails(transaction),
            attachedManagedPolicies: try holder.attachedPolicies(transaction),
            permissionsBoundary: answer.permissionsBoundary,
            tags: answer.tags ?? [],
            roleLastUsed: answer.roleLastUsed
        )
    }
}

extension ManagedPolicyDetail {
    /// A managed policy with every version's text, as GetAccountAuthorizationDetails gives it.
    init(_ policy: ManagedPolicy, in account: AccountID, _ transaction: any ReadTransaction) throws {
        let answer = Policy(describing: policy, try policy.usage(in: account, transaction))
        let versions: [PolicyVersion] =
            switch policy {
            case .aws(let own): [PolicyVersion(own, withDocument: true)]
            case .customer(let own):
                try CustomerPolicies.allVersions(of: own, transaction)
                    .map { PolicyVersion($0, of: own, withDocument: true) }
            }
        self.init(
            policyName: answer.policyName,
            policyId: answer.policyId,
            arn: answer.arn,
            path: answer.path,
            defaultVersionId: answer.defaultVersionId,
            attachmentCount: answer.attachmentCount,
            permissionsBoundaryUsageCount: answer.permissionsBoundaryUsageCount,
            isAttachable: answer.isAttachable,
            description: answer.description,
            createDate: answer.createDate,
            updateDate: answer.updateDate,
            policyVersionList: versions
        )
    }
}

extension PolicyHolder {
    fileprivate func inlineDetails(_ transaction: any ReadTransaction) throws -> [PolicyDetail] {
        try InlinePolicies.all(of: id, in: account, transaction).map {
            PolicyDetail(policyName: $0.name, policyDocument: PolicyText.encoded($0.document))
        }
    }

    fileprivate func attachedPolicies(_ transaction: any ReadTransaction) throws -> [AttachedPolicy] {
        try PolicyAttaching.attached(to: self, transaction).map {
            AttachedPolicy(policyName: $0.name, policyArn: $0.arn)
        }
    }
}
