import Kernel
import LogsModel
import Storage
import Wire

/// Lets a group keep its events for ever.
struct DeleteRetentionPolicy: Operation {
    typealias Model = LogsModel.DeleteRetentionPolicy

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("logs:DeleteRetentionPolicy", on: input.logGroupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.logGroupName, in: call) { $0.retentionDays = nil }
        return Output()
    }
}
