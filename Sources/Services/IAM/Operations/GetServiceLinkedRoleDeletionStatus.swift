import IAMModel
import Kernel
import Storage
import Wire

/// Tells how the deletion of a service-linked role went.
struct GetServiceLinkedRoleDeletionStatus: Operation {
    typealias Model = IAMModel.GetServiceLinkedRoleDeletionStatus

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let account = call.account
        let task = try await store.read { transaction in
            try LinkedRoleDeletions.records.get(
                [.string(input.deletionTaskId)], account: account.digits, in: transaction)
        }
        let role = task.map { $0.id.split(separator: "/").dropFirst().prefix(3).joined(separator: "/") } ?? "*"
        return [Permission("iam:GetServiceLinkedRoleDeletionStatus", on: "arn:aws:iam::\(account):role/\(role)")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            let task = try LinkedRoleDeletions.records.get(
                [.string(input.deletionTaskId)], account: call.account.digits, in: transaction)
            guard let task else {
                throw IAMError.noSuchEntity("The deletion task \(input.deletionTaskId) cannot be found.")
            }
            return Output(
                status: DeletionTaskStatusType(rawValue: task.status.rawValue),
                reason: task.reason.map { DeletionTaskFailureReasonType(reason: $0) }
            )
        }
    }
}
