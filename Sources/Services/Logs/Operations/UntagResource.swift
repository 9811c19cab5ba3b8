import Kernel
import LogsModel
import Storage
import Wire

/// Takes tags from a group named by its ARN; those it does not have are passed over.
struct UntagResource: Operation {
    typealias Model = LogsModel.UntagResource

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let context = ["aws:TagKeys": input.tagKeys]
        return [
            try await store.taggingPermission("logs:UntagResource", on: input.resourceArn, in: call, context: context)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LogResource.groupName(arn: input.resourceArn, in: call)
        try await store.change(name, in: call) { group in
            for key in input.tagKeys { group.tags[key] = nil }
        }
        return Output()
    }
}
