import IAMModel
import Kernel
import Storage
import Wire

/// One thing that GetAccountAuthorizationDetails describes.
enum AccountEntry: Sendable {
    case user(IAMUser)
    case group(IAMGroup)
    case role(IAMRole)
    case policy(ManagedPolicy)

    /// Users first, then groups, roles and policies, each by name.
    var sortKey: String {
        switch self {
        case .user(let user): "1/\(user.name)"
        case .group(let group): "2/\(group.name)"
        case .role(let role): "3/\(role.name)"
        case .policy(let policy): "4/\(policy.sortKey)"
        }
    }

    /// All of an account that a filter wants.
    static func all(
        of wanted: Set<EntityType>, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> [AccountEntry] {
        let digits = account.digits
        var entries: [AccountEntry] = []
        if wanted.contains(.user) {
            entries += try Users.records.scan(account: digits, in: transaction).map(AccountEntry.user)
        }
        if wanted.contains(.group) {
            entries += try Groups.records.scan(account: digits, in: transaction).map(AccountEntry.group)
        }
        if wanted.contains(.role) {
            entries += try Roles.records.scan(account: digits, in: transaction).map(AccountEntry.role)
        }
        if wanted.contains(.localManagedPolicy) {
            entries += try CustomerPolicies.records.scan(account: digits, in: transaction)
                .map { .policy(.customer($0)) }
        }
        if wanted.contains(.awsManagedPolicy) {
            entries += try AWSManagedPolicy.all.map(ManagedPolicy.aws).filter { policy in
                let usage = try policy.usage(in: account, transaction)
                return usage.attachments + usage.boundaries > 0
            }
            .map(AccountEntry.policy)
        }
        return entries
    }

    /// Adds the description to the list of its kind.
    func describe(
        in output: inout GetAccountAuthorizationDetailsResponse, of account: AccountID,
        _ transaction: any ReadTransaction
    ) throws {
        switch self {
        case .user(let user): output.userDetailList?.append(try UserDetail(user, transaction))
        case .group(let group): output.groupDetailList?.append(try GroupDetail(group, transaction))
        case .role(let role): output.roleDetailList?.append(try RoleDetail(role, transaction))
        case .policy(let policy): output.policies?.append(try ManagedPolicyDetail(policy, in: account, transaction))
        }
    }
}
