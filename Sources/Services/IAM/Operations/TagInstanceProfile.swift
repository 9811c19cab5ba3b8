import IAMModel
import Kernel
import Storage
import Wire

/// Adds tags to an instance profile, or gives tags that it has other values.
struct TagInstanceProfile: Operation {
    typealias Model = IAMModel.TagInstanceProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:TagInstanceProfile", onInstanceProfile: input.instanceProfileName, in: call,
                context: TagSet.requestContext(input.tags))
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var profile = try InstanceProfiles.required(input.instanceProfileName, in: call.account, transaction)
            try profile.tags.merge(input.tags)
            try InstanceProfiles.records.replace(profile, in: transaction)
        }
        return Output()
    }
}
