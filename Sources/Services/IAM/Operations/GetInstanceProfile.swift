import IAMModel
import Kernel

/// Describes an instance profile and the role in it.
struct GetInstanceProfile: Operation {
    typealias Model = IAMModel.GetInstanceProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetInstanceProfile", onInstanceProfile: input.instanceProfileName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            let profile = try InstanceProfiles.required(input.instanceProfileName, in: call.account, transaction)
            return Output(instanceProfile: try InstanceProfile(profile, withTags: true, transaction))
        }
    }
}
