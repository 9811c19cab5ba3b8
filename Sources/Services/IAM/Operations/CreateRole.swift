import IAMModel
import Kernel
import Storage
import Wire

/// Makes a role, with the trust policy that says who may assume it.
struct CreateRole: Operation {
    typealias Model = IAMModel.CreateRole

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let arn = "arn:aws:iam::\(call.account):role\(input.path ?? "/")\(input.roleName)"
        let tags = TagSet.requestContext(input.tags)
        var context = tags
        if let boundary = input.permissionsBoundary { context["iam:PermissionsBoundary"] = [boundary] }
        let creation = Permission("iam:CreateRole", on: arn, context: context)
        return tags.isEmpty ? [creation] : [creation, Permission("iam:TagRole", on: arn, context: tags)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let trust = try PolicyText.checkTrust(input.assumeRolePolicyDocument)
        let tags = try TagSet(creating: input.tags)
        let id = store.random.uniqueID(prefix: "AROA")
        return try await store.write { transaction in
            let count = try Roles.records.count(account: call.account.digits, in: transaction)
            try Quotas.check(count, Quotas.roles, "RolesPerAccount")
            if let boundary = input.permissionsBoundary {
                try ManagedPolicy.checkBoundary(boundary, in: call.account, transaction)
            }
            let role = IAMRole(
                account: call.account,
                id: id,
                name: input.roleName,
                path: input.path ?? "/",
                createdAt: call.time.seconds,
                description: input.description,
                trustPolicy: input.assumeRolePolicyDocument,
                trustedIDs: try TrustedPrincipals.identities(in: trust, for: call.account, transaction),
                maxSessionDuration: input.maxSessionDuration ?? 3600,
                boundary: input.permissionsBoundary,
                tags: tags
            )
            try Roles.insert(role, transaction)
            var answer = try Role(describing: role, transaction)
            answer.roleLastUsed = nil
            return Output(role: answer)
        }
    }
}
