import Kernel
import LogsModel
import Storage
import Wire

/// Lists names, ARNs and classes of groups, filtered by name and tags.
struct ListLogGroups: Operation {
    typealias Model = LogsModel.ListLogGroups

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("logs:ListLogGroups", on: LogResource.stream(of: "", in: call))]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let scope = LinkedAccounts(input.includeLinkedAccounts, input.accountIdentifiers)
        // No group here has data sources or field indexes, so none satisfies a filter on them.
        let hasNone = input.dataSources?.isEmpty == false || input.fieldIndexNames?.isEmpty == false
        guard scope.includes(call.account), !hasNone else { return Output(logGroups: []) }
        let filters = (input.logGroupTags ?? []).map { "\($0.key)=\($0.values ?? [])" }
        let shape = "\(input.logGroupNamePattern ?? "")|\(input.logGroupClass?.rawValue ?? "")|\(filters)"
        let (store, account) = (store, call.account.digits)
        let page = try await store.storage.read { transaction in
            try LogsStore.refusingTokens {
                try Groups.records.page(
                    prefix: [.string(call.region.name)], account: account, limit: input.limit ?? 50,
                    after: input.nextToken, tokens: store.tokens, shape: "list|" + shape, in: transaction
                ) { Self.admits($0, input) }
            }
        }
        let groups = page.records.map { group in
            LogGroupSummary(
                logGroupName: group.name, logGroupArn: group.arn, logGroupClass: LogGroupClass(rawValue: group.kind))
        }
        return Output(logGroups: groups, nextToken: page.next)
    }

    private static func admits(_ group: StoredGroup, _ input: Input) -> Bool {
        if let pattern = input.logGroupNamePattern, !GroupFilter.name(group.name, matches: pattern) { return false }
        if let kind = input.logGroupClass, kind.rawValue != group.kind { return false }
        return GroupFilter.tags(group.tags, satisfy: input.logGroupTags ?? [])
    }
}
