import Kernel
import LambdaModel
import Wire

/// Describes an event source mapping.
struct GetEventSourceMapping: Operation {
    typealias Model = LambdaModel.GetEventSourceMapping

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("lambda:GetEventSourceMapping", onMapping: input.uuid, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let mapping = try await store.read {
            try EventSourceMappings.get(input.uuid, in: call.account, call.region, $0)
        }
        guard let mapping else { throw Refusal.resourceNotFound() }
        return Output(mapping)
    }
}
