import Kernel
import LogsModel
import Storage
import Wire

/// Makes a log stream in a group.
struct CreateLogStream: Operation {
    typealias Model = LogsModel.CreateLogStream

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "logs:CreateLogStream", on: input.logGroupName, stream: input.logStreamName, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let group = try await store.requiredGroup(input.logGroupName, in: call)
        let stream = StoredStream(name: input.logStreamName, id: store.newID(), createdAt: call.time.milliseconds)
        try await store.storage.write { transaction in
            guard try Groups.isPresent(group, transaction) else { throw LogsRefusal.noGroup }
            guard try Streams.named(stream.name, in: group, transaction) == nil else {
                throw LogsError.resourceAlreadyExists("The specified log stream already exists")
            }
            try Streams.put(stream, in: group, transaction)
        }
        return Output()
    }
}
