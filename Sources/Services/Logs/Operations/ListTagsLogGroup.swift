import Kernel
import LogsModel
import Storage
import Wire

/// Answers the tags of a group; the older form of ListTagsForResource.
struct ListTagsLogGroup: Operation {
    typealias Model = LogsModel.ListTagsLogGroup

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("logs:ListTagsLogGroup", on: input.logGroupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        Output(tags: try await store.requiredGroup(input.logGroupName, in: call).tags)
    }
}
