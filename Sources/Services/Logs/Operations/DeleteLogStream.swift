import Kernel
import LogsModel
import Storage
import Wire

/// Deletes a stream: it is gone at once, its events are swept away afterwards.
struct DeleteLogStream: Operation {
    typealias Model = LogsModel.DeleteLogStream

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "logs:DeleteLogStream", on: input.logGroupName, stream: input.logStreamName, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.storage.write { transaction in
            guard let group = try Groups.named(input.logGroupName, in: call.region, of: call.account, transaction)
            else { throw LogsRefusal.noGroup }
            // Protection "blocks all deletion operations" (PutLogGroupDeletionProtection, API reference).
            guard !group.isProtected else { throw LogsRefusal.protected }
            guard let stream = try Streams.named(input.logStreamName, in: group, transaction) else {
                throw LogsRefusal.noStream
            }
            try Streams.remove(stream, in: group, transaction)
            guard stream.nextSequence > 0 else { return }
            let grave = Grave(account: group.account, kind: .stream, id: stream.id, group: group.id)
            try Graves.records.put(grave, in: transaction)
        }
        return Output()
    }
}
