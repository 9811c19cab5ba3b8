import Kernel
import LambdaModel
import Storage
import Wire

/// Stops giving a function the records of a source, and forgets the mapping.
struct DeleteEventSourceMapping: Operation {
    typealias Model = LambdaModel.DeleteEventSourceMapping

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("lambda:DeleteEventSourceMapping", onMapping: input.uuid, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let key = EventSourceMappings.key(input.uuid, in: call.region)
        let removed = try await store.write {
            try EventSourceMappings.records.remove(key, account: call.account.digits, in: $0)
        }
        guard let removed else { throw Refusal.resourceNotFound() }
        return Output(removed, state: "Deleting")
    }
}
