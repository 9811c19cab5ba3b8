import Kernel
import LambdaModel
import Storage
import Wire

/// Adds tags to a function or an event source mapping, or gives tags that it has other values.
struct TagResource: Operation {
    typealias Model = LambdaModel.TagResource

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let resource = try TaggedResource(input.resource, in: call)
        return [
            try await store.permission(
                "lambda:TagResource", on: resource, named: input.resource, in: call,
                context: TagRules.requestContext(input.tags))
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let resource = try TaggedResource(input.resource, in: call)
        guard !input.tags.isEmpty else {
            throw Refusal.invalid("An error occurred and the request cannot be processed.")
        }
        try await store.write { transaction in
            let tags = try resource.tags(transaction).merging(input.tags) { _, new in new }
            try TagRules.check(tags)
            try resource.setTags(tags, transaction)
        }
        return Output()
    }
}
