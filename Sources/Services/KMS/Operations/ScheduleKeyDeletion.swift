import KMSModel
import Kernel
import Wire

/// Deletes a key after 7 to 30 days, in which it can be used by nobody and the deletion can be called off.
struct ScheduleKeyDeletion: Operation {
    typealias Model = KMSModel.ScheduleKeyDeletion

    private static let standardWindow = 30

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let days = input.pendingWindowInDays ?? Self.standardWindow
        let request = KeyRequest(
            administering: input.keyId, by: "ScheduleKeyDeletion",
            conditions: ["kms:ScheduleKeyDeletionPendingWindowInDays": [String(days)]])
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let days = input.pendingWindowInDays ?? Self.standardWindow
        guard (7...30).contains(days) else {
            throw Refusal.invalid("PendingWindowInDays must be between 7 and 30 days.")
        }
        let end = call.time.adding(seconds: Int64(days) * 86_400)
        let key = try await store.change(input.keyId, in: call) { key in
            try key.checkKept()
            key.deletion = StoredKey.Deletion(at: end.milliseconds, windowInDays: days)
        }
        return Output(keyId: key.arn, deletionDate: end, keyState: key.state, pendingWindowInDays: days)
    }
}
