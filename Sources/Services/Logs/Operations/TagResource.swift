import Kernel
import LogsModel
import Storage
import Wire

/// Adds tags to a group named by its ARN, or gives those it has other values.
struct TagResource: Operation {
    typealias Model = LogsModel.TagResource

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let context = Tagging.requestContext(input.tags)
        return [
            try await store.taggingPermission("logs:TagResource", on: input.resourceArn, in: call, context: context)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LogResource.groupName(arn: input.resourceArn, in: call)
        try await store.change(name, in: call) {
            try Tagging.merge(input.tags, into: &$0.tags, ofResource: input.resourceArn)
        }
        return Output()
    }
}
