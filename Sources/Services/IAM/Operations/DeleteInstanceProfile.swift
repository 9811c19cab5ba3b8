import IAMModel
import Kernel
import Storage
import Wire

/// Deletes an instance profile that holds no role.
struct DeleteInstanceProfile: Operation {
    typealias Model = IAMModel.DeleteInstanceProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DeleteInstanceProfile", onInstanceProfile: input.instanceProfileName, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let profile = try InstanceProfiles.required(input.instanceProfileName, in: call.account, transaction)
            guard profile.roleID == nil else {
                throw IAMError.deleteConflict(
                    "Cannot delete entity, must remove roles from instance profile first.")
            }
            let key = InstanceProfiles.key(profile.name)
            try InstanceProfiles.records.remove(key, account: call.account.digits, in: transaction)
        }
        return Output()
    }
}
