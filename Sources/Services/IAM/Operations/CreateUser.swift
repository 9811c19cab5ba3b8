import IAMModel
import Kernel
import Storage
import Wire

/// Makes a user, who may do nothing yet.
struct CreateUser: Operation {
    typealias Model = IAMModel.CreateUser

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let arn = "arn:aws:iam::\(call.account):user\(input.path ?? "/")\(input.userName)"
        var context = TagSet.requestContext(input.tags)
        if let boundary = input.permissionsBoundary { context["iam:PermissionsBoundary"] = [boundary] }
        // Tags given at once need the right to tag as well ("Tags for IAM resources" in the user guide).
        let tagging = input.tags?.isEmpty == false ? [Permission("iam:TagUser", on: arn, context: context)] : []
        return [Permission("iam:CreateUser", on: arn, context: context)] + tagging
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let user = IAMUser(
            account: call.account,
            id: store.random.uniqueID(prefix: "AIDA"),
            name: input.userName,
            path: input.path ?? "/",
            createdAt: call.time.seconds,
            boundary: input.permissionsBoundary,
            tags: try TagSet(creating: input.tags)
        )
        try await store.write { transaction in
            if let boundary = user.boundary { try ManagedPolicy.checkBoundary(boundary, in: user.account, transaction) }
            try Quotas.check(
                try Users.records.count(account: user.account.digits, in: transaction), Quotas.users,
                "UsersPerAccount")
            do {
                try Users.records.insert(user, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists("User with name \(user.name) already exists.")
            }
        }
        return Output(user: IAMModel.User(describing: user))
    }
}
