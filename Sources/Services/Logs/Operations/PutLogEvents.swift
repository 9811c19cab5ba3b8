import Kernel
import LogsModel
import Storage
import Wire

/// Adds a batch of events to a stream.
///
/// The whole batch is one transaction that reads the stream's few numbers and writes blocks of events: what it costs
/// does not depend on what the stream holds already.
struct PutLogEvents: Operation {
    typealias Model = LogsModel.PutLogEvents

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "logs:PutLogEvents", on: input.logGroupName, stream: input.logStreamName, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let group = try await store.group(input.logGroupName, in: call) else {
            // What is wrong with the batch itself is said first.
            _ = try EventBatch(input.logEvents, at: call.time, horizon: 0)
            throw LogsRefusal.noGroup
        }
        let batch = try EventBatch(input.logEvents, at: call.time, horizon: group.horizon(at: call.time))
        let blocks = Self.blocks(of: batch, at: call.time)
        let name = input.logStreamName
        let stream = try await store.storage.write { transaction in
            guard try Groups.isPresent(group, transaction) else { throw LogsRefusal.noGroup }
            guard var stream = try Streams.named(name, in: group, transaction) else { throw LogsRefusal.noStream }
            guard !blocks.isEmpty else { return stream }
            for block in blocks {
                try EventBlocks.put(
                    block, sequence: stream.nextSequence, of: stream.id, in: group.account, transaction)
                stream.nextSequence += 1
                stream.note(from: block.firstTime, to: block.lastTime, ingestedAt: block.ingestion)
            }
            let size = blocks.reduce(0) { $0 + $1.size }
            try StoredBytes.add(size, of: stream.id, to: group.id, in: group.account, transaction)
            try Streams.put(stream, in: group, transaction)
            return stream
        }
        return Output(
            nextSequenceToken: SequenceToken.text(for: stream),
            rejectedLogEventsInfo: batch.rejected,
            // Entities are not kept; the events are taken all the same, as AWS takes them.
            rejectedEntityInfo: input.entity.map { _ in RejectedEntityInfo(errorType: .unsupportedLogGroupType) }
        )
    }

    private static func blocks(of batch: EventBatch, at time: Timestamp) -> [EventBlock] {
        var rest = batch.events
        var blocks: [EventBlock] = []
        while !rest.isEmpty { blocks.append(EventBlock(taking: &rest, ingestion: time.milliseconds)) }
        return blocks
    }
}
