import Kernel
import LambdaModel
import Storage
import Wire

/// Takes tags off a function or an event source mapping; keys that it does not have are passed over.
struct UntagResource: Operation {
    typealias Model = LambdaModel.UntagResource

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let resource = try TaggedResource(input.resource, in: call)
        return [
            try await store.permission(
                "lambda:UntagResource", on: resource, named: input.resource, in: call,
                context: ["aws:TagKeys": input.tagKeys])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let resource = try TaggedResource(input.resource, in: call)
        try await store.write { transaction in
            let tags = try resource.tags(transaction).filter { !input.tagKeys.contains($0.key) }
            try resource.setTags(tags, transaction)
        }
        return Output()
    }
}
