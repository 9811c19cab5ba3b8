import Kernel
import LambdaModel
import Storage

/// The tags of a function or an event source mapping.
struct ListTags: Operation {
    typealias Model = LambdaModel.ListTags

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let resource = try TaggedResource(input.resource, in: call)
        return [try await store.permission("lambda:ListTags", on: resource, named: input.resource, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let resource = try TaggedResource(input.resource, in: call)
        return Output(tags: try await store.read { try resource.tags($0) })
    }
}
