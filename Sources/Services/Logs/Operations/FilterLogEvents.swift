import Kernel
import LogsModel
import Storage
import Wire

/// Reads the events of a group's streams in the order of time, those that match a pattern.
///
/// One call looks at a bounded part of them and answers with what it found there, which may be nothing, and a token.
struct FilterLogEvents: Operation {
    typealias Model = LogsModel.FilterLogEvents

    /// Events of a page, and bytes with 26 for each event.
    private static let mostEvents = 10_000
    private static let mostBytes = 1_048_576
    /// Events and steps of matching after which a call answers with what it has.
    private static let mostLookedAt = 100_000
    private static let mostWork = 50_000_000

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LogResource.groupName(input.logGroupName, or: input.logGroupIdentifier, in: call)
        let reading = try await store.permission("logs:FilterLogEvents", on: name, in: call)
        guard input.unmask == true else { return [reading] }
        return [reading, try await store.permission("logs:Unmask", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LogResource.groupName(input.logGroupName, or: input.logGroupIdentifier, in: call)
        if input.logStreamNames != nil, input.logStreamNamePrefix != nil {
            throw LogsError.invalidParameter(
                "LogStream names and LogStream name prefix are mutually exclusive parameters.")
        }
        let pattern: FilterPattern
        do {
            pattern = try FilterPattern(input.filterPattern ?? "")
        } catch {
            throw LogsError.invalidParameter(error.message)
        }
        let group = try await store.requiredGroup(name, in: call)
        let listing = Self.listing(group, input)
        let position = try input.nextToken.map { token in
            try LogsStore.refusingTokens {
                try EventPosition(bytes: store.tokens.position(of: token, in: listing))
            }
        }
        let end = Int64(input.endTime ?? .max)
        let span = EventMerge.Span(
            start: max(Int64(input.startTime ?? 0), group.horizon(at: call.time)), after: position,
            end: end == .max ? end : end + 1)
        let limit = min(input.limit ?? Self.mostEvents, Self.mostEvents)
        let page = try await store.storage.read { transaction in
            guard try Groups.isPresent(group, transaction) else { throw LogsRefusal.noGroup }
            let streams = try Self.streams(of: group, input, transaction)
            return try Self.page(of: streams, in: group, span, pattern, limit: limit, transaction)
        }
        let next = page.next.map { store.tokens.token(for: $0.bytes, in: listing) }
        return Output(events: page.events, searchedLogStreams: [], nextToken: next)
    }

    private static func streams(
        of group: StoredGroup, _ input: Input, _ transaction: any ReadTransaction
    ) throws -> [StoredStream] {
        if let names = input.logStreamNames {
            return try Set(names).map { name in
                guard let stream = try Streams.named(name, in: group, transaction) else { throw LogsRefusal.noStream }
                return stream
            }
        }
        var streams: [StoredStream] = []
        try Streams.scan(group, beginning: input.logStreamNamePrefix ?? "", transaction) { stream in
            if stream.firstEvent != nil { streams.append(stream) }
            return true
        }
        return streams
    }

    private static func page(
        of streams: [StoredStream], in group: StoredGroup, _ span: EventMerge.Span, _ pattern: FilterPattern,
        limit: Int, _ transaction: any ReadTransaction
    ) throws -> (events: [FilteredLogEvent], next: EventPosition?) {
        let names = Dictionary(streams.map { ($0.id, $0.name) }) { first, _ in first }
        var merge = EventMerge(streams, of: group.account, span, transaction)
        var matcher = pattern.matcher()
        var events: [FilteredLogEvent] = []
        var last = span.after
        var size = 0
        var lookedAt = 0
        while let event = try merge.next() {
            let isPageFull = events.count >= limit || lookedAt >= mostLookedAt || matcher.work >= mostWork
            if isPageFull { return (events, last) }
            lookedAt += 1
            let matches = event.block.bytes.withUnsafeBufferPointer {
                matcher.matches(UnsafeBufferPointer(rebasing: $0[event.message]))
            }
            if matches {
                size += event.size
                if size > mostBytes, !events.isEmpty { return (events, last) }
                events.append(FilteredLogEvent(describing: event, in: names[event.position.stream]))
            }
            last = event.position
        }
        return (events, nil)
    }

    /// A token is good for the same group, streams and pattern; the times and the limit may change.
    private static func listing(_ group: StoredGroup, _ input: Input) -> PageTokens.Listing {
        let names = (input.logStreamNames ?? []).sorted().map { KeyPart.string($0) }
        return PageTokens.Listing(
            space: EventBlocks.space, account: group.account.digits,
            shape: [
                .integer(group.id), .nested(names), .string(input.logStreamNamePrefix ?? ""),
                .string(input.filterPattern ?? ""),
            ])
    }
}

extension FilteredLogEvent {
    fileprivate init(describing event: FoundEvent, in stream: String?) {
        self.init(
            logStreamName: stream,
            timestamp: Int(event.position.time),
            message: event.text,
            ingestionTime: Int(event.position.ingestion),
            eventId: event.position.eventID
        )
    }
}
