import Kernel
import LogsModel
import Storage
import Wire

/// Lists groups in the order of their names.
struct DescribeLogGroups: Operation {
    typealias Model = LogsModel.DescribeLogGroups

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("logs:DescribeLogGroups", on: LogResource.stream(of: "", in: call))]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try Self.check(input)
        let names = try input.logGroupIdentifiers.map { identifiers in
            Set(try identifiers.map { try LogResource.groupName(identifier: $0, in: call) })
        }
        let scope = LinkedAccounts(input.includeLinkedAccounts, input.accountIdentifiers)
        guard scope.includes(call.account) else { return Output(logGroups: []) }
        let filter = Filter(
            pattern: input.logGroupNamePattern.flatMap { $0.isEmpty ? nil : $0 }, kind: input.logGroupClass,
            names: names)
        let tokens = store.tokens
        return try await store.storage.read { try Self.page(input, filter, in: call, tokens, $0) }
    }

    /// What is asked of a group besides how its name begins.
    private struct Filter: Sendable {
        var pattern: String?
        var kind: LogGroupClass?
        var names: Set<String>?

        /// What a token depends on.
        var shape: String { "\(pattern ?? "")|\(kind?.rawValue ?? "")|\(names?.sorted() ?? [])" }

        func admits(_ group: StoredGroup) -> Bool {
            if let pattern, !GroupFilter.contains(group.name, pattern) { return false }
            if let kind, kind.rawValue != group.kind { return false }
            if let names, !names.contains(group.name) { return false }
            return true
        }
    }

    private static func page(
        _ input: Input, _ filter: Filter, in call: Call, _ tokens: PageTokens, _ transaction: any ReadTransaction
    ) throws -> Output {
        let page = try LogsStore.refusingTokens {
            try Groups.records.page(
                prefix: [.string(call.region.name)], beginning: input.logGroupNamePrefix, account: call.account.digits,
                limit: input.limit ?? 50, after: input.nextToken, tokens: tokens, shape: filter.shape, in: transaction,
                where: filter.admits)
        }
        let groups = try page.records.map { group in
            // With a pattern AWS answers only "arn, creationTime, and logGroupName" and the like (API reference).
            let bytes = filter.pattern == nil ? try StoredBytes.total(group.id, of: group.account, transaction) : nil
            return LogsModel.LogGroup(describing: group, storedBytes: bytes)
        }
        return Output(logGroups: groups, nextToken: page.next)
    }

    private static func check(_ input: Input) throws(ServiceError) {
        if input.logGroupNamePrefix != nil, input.logGroupNamePattern != nil {
            throw LogsError.invalidParameter(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
        }
        let hasFilter =
            input.logGroupNamePrefix != nil || input.logGroupNamePattern != nil || input.logGroupClass != nil
        if input.logGroupIdentifiers != nil, hasFilter {
            throw LogsError.invalidParameter(
                "LogGroup identifiers cannot be combined with LogGroup name prefix, name pattern or class.")
        }
    }
}

/// Whether a listing asks for accounts whose groups are linked to the caller's; here there are none besides its own.
struct LinkedAccounts {
    private let accounts: [String]?

    init(_ isIncluded: Bool?, _ accounts: [String]?) {
        self.accounts = isIncluded == true ? accounts : nil
    }

    func includes(_ account: AccountID) -> Bool {
        guard let accounts, !accounts.isEmpty else { return true }
        return accounts.contains(account.digits)
    }
}
