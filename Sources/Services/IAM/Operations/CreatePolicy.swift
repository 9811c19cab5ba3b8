import IAMModel
import Kernel
import Storage
import Wire

/// Makes a managed policy of the account's own, with its first version.
struct CreatePolicy: Operation {
    typealias Model = IAMModel.CreatePolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let arn = "arn:aws:iam::\(call.account):policy\(input.path ?? "/")\(input.policyName)"
        let context = TagSet.requestContext(input.tags)
        let creation = Permission("iam:CreatePolicy", on: arn, context: context)
        return context.isEmpty ? [creation] : [creation, Permission("iam:TagPolicy", on: arn, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try PolicyText.checkManaged(input.policyDocument)
        let policy = CustomerPolicy(
            account: call.account,
            id: store.random.uniqueID(prefix: "ANPA"),
            name: input.policyName,
            path: input.path ?? "/",
            createdAt: call.time.seconds,
            updatedAt: call.time.seconds,
            description: input.description,
            defaultVersion: 1,
            latestVersion: 1,
            tags: try TagSet(creating: input.tags)
        )
        let version = CustomerPolicyVersion(
            account: call.account, policyID: policy.id, number: 1, document: input.policyDocument,
            createdAt: call.time.seconds)
        try await store.write { transaction in
            let count = try CustomerPolicies.records.count(account: call.account.digits, in: transaction)
            try Quotas.check(count, Quotas.customerPolicies, "PoliciesPerAccount")
            do {
                try CustomerPolicies.records.insert(policy, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists(
                    "A policy called \(policy.name) already exists. Duplicate names are not allowed.")
            }
            try CustomerPolicies.versions.put(version, in: transaction)
        }
        var answer = Policy(describing: .customer(policy), PolicyUsage(attachments: 0, boundaries: 0))
        answer.tags = policy.tags.wire
        return Output(policy: answer)
    }
}
