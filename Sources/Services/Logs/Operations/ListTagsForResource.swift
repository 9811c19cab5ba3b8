import Kernel
import LogsModel
import Storage
import Wire

/// Answers the tags of a group named by its ARN.
struct ListTagsForResource: Operation {
    typealias Model = LogsModel.ListTagsForResource

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.taggingPermission("logs:ListTagsForResource", on: input.resourceArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LogResource.groupName(arn: input.resourceArn, in: call)
        return Output(tags: try await store.requiredGroup(name, in: call).tags)
    }
}
