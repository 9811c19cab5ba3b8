import IAMModel
import Kernel
import Storage
import Wire

/// Puts a role into an instance profile, which can hold one; the caller must be allowed to pass the role.
struct AddRoleToInstanceProfile: Operation {
    typealias Model = IAMModel.AddRoleToInstanceProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:AddRoleToInstanceProfile", onInstanceProfile: input.instanceProfileName, in: call),
            try await store.permission(
                "iam:PassRole", onRole: input.roleName, in: call,
                context: ["iam:PassedToService": ["ec2.amazonaws.com"]]),
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var profile = try InstanceProfiles.required(input.instanceProfileName, in: call.account, transaction)
            let role = try Roles.required(input.roleName, in: call.account, transaction)
            try PolicyHolder(role).refuseLinked()
            guard profile.roleID == nil else {
                throw IAMError.limitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")
            }
            profile.roleID = role.id
            try InstanceProfiles.records.replace(profile, in: transaction)
        }
        return Output()
    }
}
