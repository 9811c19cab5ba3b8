import Kernel
import LogsModel
import Storage
import Wire

/// Reads the events of one stream, forwards or backwards, page by page.
struct GetLogEvents: Operation {
    typealias Model = LogsModel.GetLogEvents

    /// Events of a page, and bytes with 26 for each event.
    private static let mostEvents = 10_000
    private static let mostBytes = 1_048_576

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LogResource.groupName(input.logGroupName, or: input.logGroupIdentifier, in: call)
        let reading = try await store.permission(
            "logs:GetLogEvents", on: name, stream: input.logStreamName, in: call)
        guard input.unmask == true else { return [reading] }
        return [reading, try await store.permission("logs:Unmask", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LogResource.groupName(input.logGroupName, or: input.logGroupIdentifier, in: call)
        let group = try await store.requiredGroup(name, in: call)
        let tokens = store.tokens
        return try await store.storage.read { transaction in
            guard try Groups.isPresent(group, transaction) else { throw LogsRefusal.noGroup }
            guard let stream = try Streams.named(input.logStreamName, in: group, transaction) else {
                throw LogsRefusal.noStream
            }
            let token = try input.nextToken.map { try EventToken($0, of: stream, in: group, tokens) }
            let page = try Self.page(of: stream, in: group, input, token, at: call.time, transaction)
            return Output(
                events: page.events.map { event in
                    OutputLogEvent(
                        timestamp: Int(event.position.time), message: event.text,
                        ingestionTime: Int(event.position.ingestion))
                },
                nextForwardToken: page.forward.text(of: stream, in: group, tokens),
                nextBackwardToken: page.backward.text(of: stream, in: group, tokens))
        }
    }

    private struct EventPage {
        var events: [FoundEvent]
        var forward: EventToken
        var backward: EventToken
    }

    private static func page(
        of stream: StoredStream, in group: StoredGroup, _ input: Input, _ token: EventToken?, at time: Timestamp,
        _ transaction: any ReadTransaction
    ) throws -> EventPage {
        let start = max(Int64(input.startTime ?? 0), group.horizon(at: time))
        let end = Int64(input.endTime ?? .max)
        let isForward = token.map { $0.direction == .forward } ?? (input.startFromHead ?? false)
        let limit = min(input.limit ?? mostEvents, mostEvents)
        var events: [FoundEvent] = []
        if isForward {
            let span = EventMerge.Span(start: start, after: token?.position, end: end)
            var merge = EventMerge([stream], of: group.account, span, transaction)
            var size = 0
            while events.count < limit, let event = try merge.next() {
                size += event.size
                if size > mostBytes, !events.isEmpty { break }
                events.append(event)
            }
        } else {
            let span = StreamTail.Span(start: start, end: end, before: token?.position)
            events = try StreamTail.events(
                of: stream, in: group.account, span, limit: limit, size: mostBytes, transaction)
        }
        // At an end the token that was given comes back, so that a caller sees it.
        let empty = token?.position ?? EventPosition(before: isForward ? start : min(end, edge(of: stream)))
        return EventPage(
            events: events,
            forward: EventToken(.forward, events.last?.position ?? empty),
            backward: EventToken(.backward, events.first?.position ?? empty))
    }

    /// Behind all that a stream holds: what comes later is found by going on from here.
    private static func edge(of stream: StoredStream) -> Int64 {
        (stream.lastEvent ?? -1) + 1
    }
}
