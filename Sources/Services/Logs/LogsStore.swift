import Kernel
import LogsModel
import Storage
import Wire

/// What every operation of Logs works with: the store, page tokens, chance, and groups as last read.
struct LogsStore: Sendable {
    let storage: any StorageEngine
    let tokens: PageTokens
    private let random: any RandomSource
    private let cache: GroupCache

    init(storage: any StorageEngine, vault: Vault, random: any RandomSource) {
        self.storage = storage
        self.random = random
        tokens = PageTokens(vault: vault)
        cache = GroupCache(storage: storage)
    }

    /// A group of the caller's; `nil` where there is none.
    func group(_ name: String, in call: Call) async throws -> StoredGroup? {
        try await cache.group(name, in: call.region, of: call.account)
    }

    /// A group of the caller's, or AWS's refusal.
    func requiredGroup(_ name: String, in call: Call) async throws -> StoredGroup {
        guard let group = try await group(name, in: call) else { throw LogsRefusal.noGroup }
        return group
    }

    /// Changes a group in one transaction.
    func change(
        _ name: String, in call: Call, _ change: @escaping @Sendable (inout StoredGroup) throws -> Void
    ) async throws {
        let (account, region) = (call.account, call.region)
        try await storage.write { transaction in
            let key: [KeyPart] = [.string(region.name), .string(name)]
            let changed = try Groups.records.update(key, account: account.digits, in: transaction, change)
            guard changed != nil else { throw LogsRefusal.noGroup }
        }
    }

    /// A number for a group or stream that no other has.
    func newID() -> Int64 {
        let bytes = random.bytes(8)
        return bytes.reduce(Int64(0)) { $0 << 8 | Int64($1) } & .max
    }

    /// One permission on a group, as `log-group:NAME:log-stream:`, or on a stream in it.
    func permission(
        _ action: String, on group: String, stream: String = "", in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        let tags = try await self.group(group, in: call)?.tags
        let context = context.merging(Tagging.resourceContext(tags)) { first, _ in first }
        return Permission(action, on: LogResource.stream(stream, of: group, in: call), context: context)
    }

    /// One permission on a group by its plain ARN, as tagging by ARN asks for it.
    func taggingPermission(
        _ action: String, on arn: String, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        let name = try? LogResource.groupName(arn: arn, in: call)
        var tags: [String: String]?
        if let name { tags = try await group(name, in: call)?.tags }
        return Permission(
            action, on: arn, context: context.merging(Tagging.resourceContext(tags)) { first, _ in first })
    }

    /// Gives AWS's refusal for a token that was never given out, or not for this listing.
    static func refusingTokens<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        do {
            return try body()
        } catch StorageFault.badToken {
            throw LogsRefusal.badToken
        }
    }
}
