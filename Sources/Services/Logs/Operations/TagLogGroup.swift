import Kernel
import LogsModel
import Storage
import Wire

/// Adds tags to a group, or gives those it has other values; the older form of TagResource.
struct TagLogGroup: Operation {
    typealias Model = LogsModel.TagLogGroup

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let context = Tagging.requestContext(input.tags)
        return [try await store.permission("logs:TagLogGroup", on: input.logGroupName, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.logGroupName, in: call) {
            try Tagging.merge(input.tags, into: &$0.tags, ofResource: input.logGroupName)
        }
        return Output()
    }
}
