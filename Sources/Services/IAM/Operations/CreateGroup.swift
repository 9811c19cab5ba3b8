import IAMModel
import Kernel
import Storage
import Wire

/// Makes a group without members.
struct CreateGroup: Operation {
    typealias Model = IAMModel.CreateGroup

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:CreateGroup", on: "arn:aws:iam::\(call.account):group\(input.path ?? "/")\(input.groupName)")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let group = IAMGroup(
            account: call.account,
            id: store.random.uniqueID(prefix: "AGPA"),
            name: input.groupName,
            path: input.path ?? "/",
            createdAt: call.time.seconds
        )
        try await store.write { transaction in
            try Quotas.check(
                try Groups.records.count(account: group.account.digits, in: transaction), Quotas.groups,
                "GroupsPerAccount")
            do {
                try Groups.records.insert(group, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists("Group with name \(group.name) already exists.")
            }
        }
        return Output(group: IAMModel.Group(group))
    }
}
