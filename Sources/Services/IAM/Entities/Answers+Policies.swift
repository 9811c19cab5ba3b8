import IAMModel
import Kernel
import Storage
import Wire

extension IAMModel.Policy {
    /// A managed policy as ListPolicies gives it: without description and tags.
    init(_ policy: ManagedPolicy, _ usage: PolicyUsage) {
        let dates: (created: Int64, updated: Int64)
        switch policy {
        case .aws(let policy): dates = (policy.created, policy.updated)
        case .customer(let policy): dates = (policy.createdAt, policy.updatedAt)
        }
        self.init(
            policyName: policy.name,
            policyId: policy.id,
            arn: policy.arn,
            path: policy.path,
            defaultVersionId: "v\(policy.defaultVersion)",
            attachmentCount: usage.attachments,
            permissionsBoundaryUsageCount: usage.boundaries,
            isAttachable: true,
            createDate: Timestamp(seconds: dates.created),
            updateDate: Timestamp(seconds: dates.updated)
        )
    }

    /// A managed policy as GetPolicy and CreatePolicy give it; AWS writes an empty list where there are no tags.
    init(describing policy: ManagedPolicy, _ usage: PolicyUsage) {
        self.init(policy, usage)
        switch policy {
        case .aws(let policy):
            description = policy.description
            tags = []
        case .customer(let policy):
            description = policy.description
            tags = policy.tags.wire ?? []
        }
    }
}

extension IAMModel.PolicyVersion {
    /// A version of the account's own policy; lists leave the text out.
    init(_ version: CustomerPolicyVersion, of policy: CustomerPolicy, withDocument: Bool) {
        self.init(
            document: withDocument ? PolicyText.encoded(version.document) : nil,
            versionId: "v\(version.number)",
            isDefaultVersion: version.number == policy.defaultVersion,
            createDate: Timestamp(seconds: version.createdAt)
        )
    }

    /// The one version that is kept of AWS's own policy.
    init(_ policy: AWSManagedPolicy, withDocument: Bool) {
        self.init(
            document: withDocument ? PolicyText.encoded(policy.document) : nil,
            versionId: "v\(policy.version)",
            isDefaultVersion: true,
            createDate: Timestamp(seconds: policy.updated)
        )
    }
}
