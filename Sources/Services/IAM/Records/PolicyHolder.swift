import IAMModel
import Kernel
import Storage
import Wire

/// A user, group or role, as far as policies hang on it.
struct PolicyHolder: Hashable, Sendable {
    typealias Kind = PolicyAttachment.EntityKind

    let kind: Kind
    let account: AccountID
    /// `AIDA…`, `AGPA…` or `AROA…`.
    let id: String
    let name: String
    let path: String
    let arn: String
    let tags: TagSet
    /// The ARN of the policy that bounds it; groups have none.
    let boundary: String?
    /// The service that a service-linked role belongs to.
    let linkedService: String?

    init(_ user: IAMUser) {
        kind = .user
        account = user.account
        id = user.id
        name = user.name
        path = user.path
        arn = user.arn
        tags = user.tags
        boundary = user.boundary
        linkedService = nil
    }

    init(_ group: IAMGroup) {
        kind = .group
        account = group.account
        id = group.id
        name = group.name
        path = group.path
        arn = group.arn
        tags = TagSet()
        boundary = nil
        linkedService = nil
    }

    init(_ role: IAMRole) {
        kind = .role
        account = role.account
        id = role.id
        name = role.name
        path = role.path
        arn = role.arn
        tags = role.tags
        boundary = role.boundary
        linkedService = role.linkedService
    }
}

extension PolicyHolder {
    /// The entity of a name, or `nil`.
    static func named(
        _ name: String, _ kind: Kind, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> PolicyHolder? {
        switch kind {
        case .user: try Users.named(name, in: account, transaction).map(PolicyHolder.init)
        case .group: try Groups.named(name, in: account, transaction).map(PolicyHolder.init)
        case .role: try Roles.named(name, in: account, transaction).map(PolicyHolder.init)
        }
    }

    /// The entity of a name, or AWS's refusal.
    static func required(
        _ name: String, _ kind: Kind, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> PolicyHolder {
        switch kind {
        case .user: try PolicyHolder(Users.required(name, in: account, transaction))
        case .group: try PolicyHolder(Groups.required(name, in: account, transaction))
        case .role: try PolicyHolder(Roles.required(name, in: account, transaction))
        }
    }

    /// The entity of a unique id, or `nil` once it is gone.
    static func withID(
        _ id: String, _ kind: Kind, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> PolicyHolder? {
        switch kind {
        case .user: try Users.withID(id, in: account, transaction).map(PolicyHolder.init)
        case .group: try Groups.withID(id, in: account, transaction).map(PolicyHolder.init)
        case .role: try Roles.withID(id, in: account, transaction).map(PolicyHolder.init)
        }
    }

    /// The entity of an ARN of this account, path included; `nil` where there is none.
    static func withARN(
        _ arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> PolicyHolder? {
        for kind in [Kind.user, .group, .role] where arn.hasPrefix("arn:aws:iam::\(account):\(kind.rawValue)/") {
            guard let slash = arn.lastIndex(of: "/") else { return nil }
            let holder = try named(String(arn[arn.index(after: slash)...]), kind, in: account, transaction)
            return holder?.arn == arn ? holder : nil
        }
        return nil
    }

    /// The entity of an ARN, or AWS's refusal.
    static func required(
        arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> PolicyHolder {
        if let holder = try withARN(arn, in: account, transaction) { return holder }
        let kinds = [Kind.user, .group, .role]
        guard let parsed = ARN(arn), let kind = kinds.first(where: { parsed.resource.hasPrefix("\($0.rawValue)/") })
        else {
            throw IAMError.invalidInput("Invalid Entity Arn: \(arn) does not clearly define entity type and name.")
        }
        let name = parsed.resource.split(separator: "/").last ?? ""
        throw IAMError.noSuchEntity("The \(kind.rawValue) with name \(name) cannot be found.")
    }

    /// Refuses what only the service may do that a service-linked role belongs to.
    func refuseLinked() throws {
        guard linkedService != nil else { return }
        throw IAMError.unmodifiableEntity(
            "Cannot perform the operation on the protected role '\(name)' - this role is only modifiable by AWS")
    }
}

extension IAMStore {
    /// A permission on a user, group or role: on its ARN with its real path, with its tags as condition keys, and
    /// with its permissions boundary where the action asks for it.
    func permission(
        _ action: String,
        on kind: PolicyHolder.Kind,
        named name: String,
        in call: Call,
        knowsBoundary: Bool = false,
        context: [String: [String]] = [:]
    ) async throws -> Permission {
        let account = call.account
        let holder = try await read { try PolicyHolder.named(name, kind, in: account, $0) }
        var context = context.merging(holder?.tags.resourceContext ?? [:]) { own, _ in own }
        if knowsBoundary, let boundary = holder?.boundary { context["iam:PermissionsBoundary"] = [boundary] }
        let arn = holder?.arn ?? "arn:aws:iam::\(account):\(kind.rawValue)/\(name)"
        return Permission(action, on: arn, context: context)
    }
}
