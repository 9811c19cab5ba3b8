import IAMModel
import Kernel
import Storage
import Wire

/// Makes an instance profile, empty.
struct CreateInstanceProfile: Operation {
    typealias Model = IAMModel.CreateInstanceProfile

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let arn = "arn:aws:iam::\(call.account):instance-profile\(input.path ?? "/")\(input.instanceProfileName)"
        let context = TagSet.requestContext(input.tags)
        let creation = Permission("iam:CreateInstanceProfile", on: arn, context: context)
        return context.isEmpty
            ? [creation] : [creation, Permission("iam:TagInstanceProfile", on: arn, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let profile = IAMInstanceProfile(
            account: call.account,
            id: store.random.uniqueID(prefix: "AIPA"),
            name: input.instanceProfileName,
            path: input.path ?? "/",
            createdAt: call.time.seconds,
            tags: try TagSet(creating: input.tags)
        )
        return try await store.write { transaction in
            let count = try InstanceProfiles.records.count(account: call.account.digits, in: transaction)
            try Quotas.check(count, Quotas.instanceProfiles, "InstanceProfilesPerAccount")
            do {
                try InstanceProfiles.records.insert(profile, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists("Instance Profile \(profile.name) already exists.")
            }
            return Output(instanceProfile: try InstanceProfile(profile, withTags: true, transaction))
        }
    }
}
