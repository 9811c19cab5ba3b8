import IAMModel
import Kernel
import Storage
import Wire

/// Gives a user, or the calling user, a key to sign with; its secret is shown this once.
struct CreateAccessKey: Operation {
    typealias Model = IAMModel.CreateAccessKey

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:CreateAccessKey", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        let id = store.random.uniqueID(prefix: "AKIA", length: 20)
        let secret = AccessKeySecret.make(store.random)
        let sealed = try store.vault.seal(secret, for: UserAccessKey.sealContext(id))
        let user = try await store.write { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            try Quotas.check(
                try UserAccessKeys.count(ofUser: user.id, in: call.account, transaction), Quotas.accessKeysPerUser,
                "AccessKeysPerUser")
            let key = UserAccessKey(
                account: call.account, userID: user.id, id: id, secret: sealed, status: .active,
                createdAt: call.time.seconds)
            try UserAccessKeys.records.insert(key, in: transaction)
            return user
        }
        return Output(
            accessKey: AccessKey(
                userName: user.name, accessKeyId: id, status: .active, secretAccessKey: secret,
                createDate: Timestamp(seconds: call.time.seconds)))
    }
}
