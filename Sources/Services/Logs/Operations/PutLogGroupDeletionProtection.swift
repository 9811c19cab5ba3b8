import Kernel
import LogsModel
import Storage
import Wire

/// Protects a group from being deleted, or ends that.
struct PutLogGroupDeletionProtection: Operation {
    typealias Model = LogsModel.PutLogGroupDeletionProtection

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LogResource.groupName(identifier: input.logGroupIdentifier, in: call)
        return [try await store.permission("logs:PutLogGroupDeletionProtection", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LogResource.groupName(identifier: input.logGroupIdentifier, in: call)
        try await store.change(name, in: call) { $0.isProtected = input.deletionProtectionEnabled }
        return Output()
    }
}
