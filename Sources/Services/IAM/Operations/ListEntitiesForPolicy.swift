import IAMModel
import Kernel
import Storage

/// Lists the groups, roles and users to which a managed policy is attached, or that it bounds.
struct ListEntitiesForPolicy: Operation {
    typealias Model = IAMModel.ListEntitiesForPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ListEntitiesForPolicy", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let policy = try ManagedPolicy.required(input.policyArn, in: call.account, transaction)
            let holders = try holders(of: policy, input, in: call.account, transaction).filter {
                $0.path.hasPrefix(input.pathPrefix ?? "/") && isWanted($0.kind, input.entityFilter)
            }
            let filter = [
                input.entityFilter?.rawValue ?? "", input.policyUsageFilter?.rawValue ?? "", input.pathPrefix ?? "/",
            ]
            return try store.page(
                Array(holders), PageRequest(input.marker, input.maxItems),
                listing: "entities/\(policy.id)/" + filter.joined(separator: ","), in: call.account,
                key: { "\($0.kind.rawValue)/\($0.name)" })
        }
        let found = page.records
        return Output(
            policyGroups: found.filter { $0.kind == .group }.map { PolicyGroup(groupName: $0.name, groupId: $0.id) },
            policyUsers: found.filter { $0.kind == .user }.map { PolicyUser(userName: $0.name, userId: $0.id) },
            policyRoles: found.filter { $0.kind == .role }.map { PolicyRole(roleName: $0.name, roleId: $0.id) },
            isTruncated: page.next != nil,
            marker: page.next
        )
    }

    private func isWanted(_ kind: PolicyHolder.Kind, _ filter: EntityType?) -> Bool {
        switch filter {
        case .user: kind == .user
        case .group: kind == .group
        case .role: kind == .role
        case nil: true
        default: false
        }
    }

    private func holders(
        of policy: ManagedPolicy, _ input: Input, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> Set<PolicyHolder> {
        var holders: Set<PolicyHolder> = []
        if input.policyUsageFilter != .permissionsBoundary {
            for attachment in try PolicyAttachments.attachments(of: policy.arn, in: account, transaction) {
                let holder = try PolicyHolder.withID(
                    attachment.entityID, attachment.entityKind, in: account, transaction)
                if let holder { holders.insert(holder) }
            }
        }
        if input.policyUsageFilter != .permissionsPolicy {
            let bound: [KeyPart] = [.string(policy.arn)]
            let users = try Users.records.scan(
                index: "boundary", prefix: bound, account: account.digits, in: transaction)
            let roles = try Roles.records.scan(
                index: "boundary", prefix: bound, account: account.digits, in: transaction)
            holders.formUnion(users.map(PolicyHolder.init))
            holders.formUnion(roles.map(PolicyHolder.init))
        }
        return holders
    }
}
