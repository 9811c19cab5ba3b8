import Kernel
import LogsModel
import Storage
import Wire

/// Lists the streams of a group by name, or by the time of their last event.
struct DescribeLogStreams: Operation {
    typealias Model = LogsModel.DescribeLogStreams

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LogResource.groupName(input.logGroupName, or: input.logGroupIdentifier, in: call)
        return [try await store.permission("logs:DescribeLogStreams", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LogResource.groupName(input.logGroupName, or: input.logGroupIdentifier, in: call)
        let isByTime = input.orderBy == .lastEventTime
        if isByTime, input.logStreamNamePrefix != nil {
            throw LogsError.invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.")
        }
        let group = try await store.requiredGroup(name, in: call)
        let listing = StreamListing(
            group: group, prefix: input.logStreamNamePrefix ?? "", isByTime: isByTime,
            isDescending: input.descending ?? false, limit: input.limit ?? 50, tokens: store.tokens)
        let page = try await store.storage.read { transaction in
            guard try Groups.isPresent(group, transaction) else { throw LogsRefusal.noGroup }
            return try LogsStore.refusingTokens { try listing.page(after: input.nextToken, transaction) }
        }
        return Output(
            logStreams: page.records.map { LogsModel.LogStream(describing: $0, in: group) }, nextToken: page.next)
    }
}
