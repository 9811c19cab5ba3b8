import Kernel
import LogsModel
import Storage
import Wire

/// Makes a log group.
struct CreateLogGroup: Operation {
    typealias Model = LogsModel.CreateLogGroup

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let context = Tagging.requestContext(input.tags)
        let resource = LogResource.stream(of: input.logGroupName, in: call)
        let creation = Permission("logs:CreateLogGroup", on: resource, context: context)
        guard input.tags?.isEmpty == false else { return [creation] }
        // "An additional permission "logs:TagResource" is required", answers AWS where it is missing.
        let arn = LogResource.group(input.logGroupName, account: call.account, region: call.region)
        return [creation, Permission("logs:TagResource", on: arn, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try Self.check(input)
        var tags: [String: String] = [:]
        try Tagging.merge(input.tags ?? [:], into: &tags, ofResource: input.logGroupName)
        let group = StoredGroup(
            account: call.account,
            region: call.region,
            name: input.logGroupName,
            id: store.newID(),
            createdAt: call.time.milliseconds,
            kind: (input.logGroupClass ?? .standard).rawValue,
            isProtected: input.deletionProtectionEnabled ?? false,
            tags: tags
        )
        try await store.storage.write { transaction in
            do {
                try Groups.records.insert(group, in: transaction)
            } catch StorageFault.duplicate {
                throw LogsError.resourceAlreadyExists("The specified log group already exists")
            }
        }
        return Output()
    }

    /// Refuses what cannot be kept to: a key of KMS, and a class whose events go elsewhere.
    private static func check(_ input: Input) throws(ServiceError) {
        if input.logGroupName.lowercased().hasPrefix("aws/") {
            throw LogsError.invalidParameter("Log groups starting with AWS/ are reserved for AWS.")
        }
        if input.kmsKeyId != nil {
            throw LogsError.invalidParameter(
                "This server has no AWS KMS: a log group cannot be associated with a KMS key.")
        }
        if input.logGroupClass == .delivery {
            throw LogsError.invalidParameter(
                "This server delivers no log events to other services: the log group class DELIVERY is not available.")
        }
    }
}
