import IAMModel
import Kernel
import Storage
import Wire

/// A managed policy: AWS's own or the account's.
enum ManagedPolicy: Hashable, Sendable {
    case aws(AWSManagedPolicy)
    case customer(CustomerPolicy)

    var arn: String {
        switch self {
        case .aws(let policy): policy.arn
        case .customer(let policy): policy.arn
        }
    }

    var id: String {
        switch self {
        case .aws(let policy): policy.id
        case .customer(let policy): policy.id
        }
    }

    var name: String {
        switch self {
        case .aws(let policy): policy.name
        case .customer(let policy): policy.name
        }
    }

    var path: String {
        switch self {
        case .aws(let policy): policy.path
        case .customer(let policy): policy.path
        }
    }

    var defaultVersion: Int {
        switch self {
        case .aws(let policy): policy.version
        case .customer(let policy): policy.defaultVersion
        }
    }

    /// Unique among all that an account can see, and sorted by name.
    var sortKey: String {
        switch self {
        case .aws(let policy): policy.name + "\u{1}"
        case .customer(let policy): policy.name
        }
    }

    /// Whether it may be attached to something other than a service-linked role.
    var isAttachable: Bool {
        switch self {
        case .aws(let policy): !policy.isForLinkedRoles
        case .customer: true
        }
    }
}

extension ManagedPolicy {
    /// The policy of exactly this ARN, as far as the account can see it.
    static func withARN(
        _ arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> ManagedPolicy? {
        if let policy = AWSManagedPolicy.find(arn) { return .aws(policy) }
        return try CustomerPolicies.policy(arn: arn, in: account, transaction).map(ManagedPolicy.customer)
    }

    /// The policy of an ARN, or AWS's refusal.
    static func required(
        _ arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> ManagedPolicy {
        try refuseForeign(arn)
        guard let policy = try withARN(arn, in: account, transaction) else {
            throw IAMError.noSuchEntity("Policy \(arn) was not found.")
        }
        return policy
    }

    /// The account's own policy of an ARN, for what changes it; AWS's own can be changed by nobody.
    static func requiredCustomer(
        _ arn: String, for action: String, in call: Call, _ transaction: any ReadTransaction
    ) throws -> CustomerPolicy {
        guard case .customer(let policy) = try required(arn, in: call.account, transaction) else {
            throw CommonError.accessDenied(
                "User: \(call.principal.arn) is not authorized to perform: \(action) on resource: policy \(arn)")
        }
        return policy
    }

    /// Refuses what has not the form of a policy's ARN.
    static func refuseForeign(_ arn: String) throws {
        guard let parsed = ARN(arn), parsed.service == "iam", parsed.resource.hasPrefix("policy/") else {
            throw IAMError.invalidInput("ARN \(arn) is not valid.")
        }
    }

    /// Refuses a permissions boundary that is no policy which the account can see.
    static func checkBoundary(_ arn: String, in account: AccountID, _ transaction: any ReadTransaction) throws {
        try refuseForeign(arn)
        guard try withARN(arn, in: account, transaction) != nil else {
            throw IAMError.noSuchEntity("Scope ARN: \(arn) does not exist or is not attachable.")
        }
    }

    /// How many users, groups and roles have it, and how many users and roles it bounds.
    func usage(in account: AccountID, _ transaction: any ReadTransaction) throws -> PolicyUsage {
        PolicyUsage(
            attachments: try PolicyAttachments.count(ofPolicy: arn, in: account, transaction),
            boundaries: try PolicyAttachments.countBoundaries(ofPolicy: arn, in: account, transaction))
    }

    /// A version of the account's own policy, by its id such as `v3`, or AWS's refusal.
    static func requiredVersion(
        _ id: String, of policy: CustomerPolicy, _ transaction: any ReadTransaction
    ) throws -> CustomerPolicyVersion {
        guard let number = Int(id.dropFirst()),
            let version = try CustomerPolicies.version(number, of: policy, transaction)
        else { throw versionAbsence(id, of: policy.arn) }
        return version
    }

    static func versionAbsence(_ id: String, of arn: String) -> ServiceError {
        IAMError.noSuchEntity("Policy \(arn) version \(id) does not exist or is not attachable.")
    }
}

/// How often a managed policy is used in one account.
struct PolicyUsage: Hashable, Sendable {
    var attachments: Int
    var boundaries: Int
}

extension IAMStore {
    /// A permission on a managed policy, with its tags as condition keys.
    func permission(
        _ action: String, onPolicy arn: String, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        let account = call.account
        let policy = try await read { try CustomerPolicies.policy(arn: arn, in: account, $0) }
        return Permission(
            action, on: arn, context: context.merging(policy?.tags.resourceContext ?? [:]) { own, _ in own })
    }
}
