import IAMModel
import Kernel
import Storage
import Wire

/// Takes the role out of an instance profile.
struct RemoveRoleFromInstanceProfile: Operation {
    typealias Model = IAMModel.RemoveRoleFromInstanceProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:RemoveRoleFromInstanceProfile", onInstanceProfile: input.instanceProfileName, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var profile = try InstanceProfiles.required(input.instanceProfileName, in: call.account, transaction)
            let role = try Roles.required(input.roleName, in: call.account, transaction)
            guard profile.roleID == role.id else {
                throw IAMError.noSuchEntity("The role with name \(input.roleName) cannot be found.")
            }
            profile.roleID = nil
            try InstanceProfiles.records.replace(profile, in: transaction)
        }
        return Output()
    }
}
