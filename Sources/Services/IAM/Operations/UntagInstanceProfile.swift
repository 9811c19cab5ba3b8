import IAMModel
import Kernel
import Storage
import Wire

/// Takes tags from an instance profile; keys that it does not have are no error.
struct UntagInstanceProfile: Operation {
    typealias Model = IAMModel.UntagInstanceProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:UntagInstanceProfile", onInstanceProfile: input.instanceProfileName, in: call,
                context: ["aws:TagKeys": input.tagKeys])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var profile = try InstanceProfiles.required(input.instanceProfileName, in: call.account, transaction)
            for key in input.tagKeys { profile.tags.remove(key) }
            try InstanceProfiles.records.replace(profile, in: transaction)
        }
        return Output()
    }
}
