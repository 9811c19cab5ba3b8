import Kernel
import LogsModel
import Storage
import Wire

/// Deletes a group: it and its streams are gone at once, their events are swept away afterwards.
struct DeleteLogGroup: Operation {
    typealias Model = LogsModel.DeleteLogGroup

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("logs:DeleteLogGroup", on: input.logGroupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.storage.write { transaction in
            guard let group = try Groups.named(input.logGroupName, in: call.region, of: call.account, transaction)
            else { throw LogsRefusal.noGroup }
            guard !group.isProtected else { throw LogsRefusal.protected }
            let key: [KeyPart] = [.string(group.region.name), .string(group.name)]
            try Groups.records.remove(key, account: group.account.digits, in: transaction)
            let grave = Grave(account: group.account, kind: .group, id: group.id, group: group.id)
            try Graves.records.put(grave, in: transaction)
        }
        return Output()
    }
}
