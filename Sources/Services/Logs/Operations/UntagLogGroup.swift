import Kernel
import LogsModel
import Storage
import Wire

/// Takes tags from a group; the older form of UntagResource.
struct UntagLogGroup: Operation {
    typealias Model = LogsModel.UntagLogGroup

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let context = ["aws:TagKeys": input.tags]
        return [try await store.permission("logs:UntagLogGroup", on: input.logGroupName, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.logGroupName, in: call) { group in
            for key in input.tags { group.tags[key] = nil }
        }
        return Output()
    }
}
