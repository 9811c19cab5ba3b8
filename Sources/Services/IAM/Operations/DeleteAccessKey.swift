import IAMModel
import Kernel
import Storage
import Wire

/// Deletes a key; what it signs is refused from the next request on.
struct DeleteAccessKey: Operation {
    typealias Model = IAMModel.DeleteAccessKey

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:DeleteAccessKey", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        try await store.write { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            let key = try UserAccessKeys.required(input.accessKeyId, of: user, transaction)
            let account = call.account.digits
            try UserAccessKeys.records.remove(
                UserAccessKeys.key(user: user.id, id: key.id), account: account, in: transaction)
            try AccessKeyUsages.records.remove([.string(key.id)], account: account, in: transaction)
        }
        return Output()
    }
}
