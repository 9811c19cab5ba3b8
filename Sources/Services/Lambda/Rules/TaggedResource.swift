import Kernel
import Storage
import Wire

/// What carries tags here: functions as a whole, and event source mappings.
enum TaggedResource: Hashable, Sendable {
    case function(FunctionID)
    case mapping(uuid: String, account: AccountID, region: Region)

    /// Reads an ARN that validation has let through, or refuses what has no tags here.
    init(_ text: String, in call: Call) throws(ServiceError) {
        guard let arn = ARN(text), let account = AccountID(arn.account) else { throw Refusal.resourceNotFound() }
        guard arn.region == call.region.name else {
            throw Refusal.outOfReach(arn.region, from: call.region.name)
        }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("function", 2):
            self = .function(FunctionID(account: account, region: call.region, name: parts[1]))
        case ("function", 3):
            throw Refusal.invalid(
                "Tags on function aliases and versions are not supported. Please specify a function ARN.")
        case ("event-source-mapping", 2):
            self = .mapping(uuid: parts[1], account: account, region: call.region)
        default:
            throw Refusal.resourceNotFound()
        }
    }

    /// The tags, or AWS's refusal where there is no such resource.
    func tags(_ transaction: any ReadTransaction) throws -> [String: String] {
        switch self {
        case .function(let id):
            guard let function = try Functions.get(id, transaction) else { throw Refusal.functionNotFound(id.arn) }
            return function.tags
        case .mapping(let uuid, let account, let region):
            guard let mapping = try EventSourceMappings.get(uuid, in: account, region, transaction) else {
                throw Refusal.resourceNotFound()
            }
            return mapping.tags
        }
    }

    /// Gives the resource other tags.
    func setTags(_ tags: [String: String], _ transaction: any WriteTransaction) throws {
        switch self {
        case .function(let id):
            try Functions.records.update(Functions.key(id), account: id.account.digits, in: transaction) {
                $0.tags = tags
            }
        case .mapping(let uuid, let account, let region):
            try EventSourceMappings.records.update(
                EventSourceMappings.key(uuid, in: region), account: account.digits, in: transaction
            ) { $0.tags = tags }
        }
    }
}

extension LambdaStore {
    /// A permission on something with tags, with these and its owner.
    func permission(
        _ action: String, on resource: TaggedResource, named arn: String, in call: Call,
        context: [String: [String]] = [:]
    ) async throws -> Permission {
        switch resource {
        case .function(let id):
            return try await permission(
                action, on: FunctionLocator(id: id, qualifier: nil), in: call, context: context)
        case .mapping(let uuid, let account, let region):
            let mapping = try await read { try EventSourceMappings.get(uuid, in: account, region, $0) }
            return Permission(
                action, on: arn, ownedBy: account == call.account ? nil : account,
                context: context.merging(TagRules.resourceContext(mapping?.tags ?? [:])) { given, _ in given })
        }
    }
}
