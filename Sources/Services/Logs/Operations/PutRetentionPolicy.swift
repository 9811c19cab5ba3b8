import Kernel
import LogsModel
import Storage
import Wire

/// Says for how many days a group keeps its events; older ones are gone at once.
struct PutRetentionPolicy: Operation {
    typealias Model = LogsModel.PutRetentionPolicy

    let store: LogsStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("logs:PutRetentionPolicy", on: input.logGroupName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try Retention.check(input.retentionInDays)
        try await store.change(input.logGroupName, in: call) { $0.retentionDays = input.retentionInDays }
        return Output()
    }
}
