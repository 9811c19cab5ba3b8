import IAMModel
import Kernel
import Storage
import Wire

/// Says whose key it is, and when, where and for which service it last signed.
struct GetAccessKeyLastUsed: Operation {
    typealias Model = IAMModel.GetAccessKeyLastUsed

    let store: IAMStore
    let observer: UsageJournal

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let (_, user) = try await find(input.accessKeyId, in: call)
        return [
            Permission("iam:GetAccessKeyLastUsed", on: user.arn, context: user.tags.resourceContext)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (key, user) = try await find(input.accessKeyId, in: call)
        let kept = try await store.read { try AccessKeyUsages.of(key.id, in: call.account, $0) }
        let usage = observer.pending(key.id) ?? kept
        return Output(
            userName: user.name,
            accessKeyLastUsed: AccessKeyLastUsed(
                lastUsedDate: usage.map { Timestamp(seconds: $0.usedAt) },
                serviceName: usage?.service ?? "N/A",
                region: usage?.region ?? "N/A"))
    }

    /// AWS answers for a key that it does not know, or that is another account's, as for one that may not be seen.
    private func find(_ id: String, in call: Call) async throws -> (UserAccessKey, IAMUser) {
        let found = try await store.read { transaction -> (UserAccessKey, IAMUser)? in
            guard let key = try UserAccessKeys.withID(id, transaction), key.account == call.account,
                let user = try Users.withID(key.userID, in: key.account, transaction)
            else { return nil }
            return (key, user)
        }
        guard let found else {
            throw CommonError.accessDenied(
                "User: \(call.principal.arn) is not authorized to perform iam:GetAccessKeyLastUsed on resource: "
                    + "access key \(id)")
        }
        return found
    }
}
