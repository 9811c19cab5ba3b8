import IAMModel
import Kernel
import Storage
import Wire

/// Replaces the trust policy of a role.
struct UpdateAssumeRolePolicy: Operation {
    typealias Model = IAMModel.UpdateAssumeRolePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:UpdateAssumeRolePolicy", onRole: input.roleName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var role = try Roles.required(input.roleName, in: call.account, transaction)
            try PolicyHolder(role).refuseLinked()
            let trust = try PolicyText.checkTrust(input.policyDocument)
            role.trustPolicy = input.policyDocument
            role.trustedIDs = try TrustedPrincipals.identities(in: trust, for: call.account, transaction)
            try Roles.records.replace(role, in: transaction)
        }
        return Output()
    }
}
