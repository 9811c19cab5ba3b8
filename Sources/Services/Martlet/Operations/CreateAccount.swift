internal import Kernel
internal import MartletModel
internal import Storage
internal import Wire

/// Makes an account with a root access key, whose secret is told this once.
struct CreateAccount: Operation {
    typealias Model = MartletModel.CreateAccount

    let storage: any StorageEngine
    let gate: OperatorGate
    let keys: RootKeyMaker

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try await gate.permissions("martlet:CreateAccount", on: input.accountId, in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let id = input.accountId.map({ AccountID($0) }) ?? keys.makeAccountID() else {
            throw CommonError.validation("An account id has twelve digits.")
        }
        let key = keys.make()
        let account = StoredAccount(
            id: id,
            name: input.name ?? id.digits,
            createdAt: call.time.milliseconds,
            isDefault: false,
            rootAccessKeyID: key.accessKeyID,
            rootSecretKey: try keys.seal(key, for: id)
        )
        do {
            try await storage.write { try AccountRecords.insert(account, in: $0) }
        } catch StorageFault.duplicate(index: "name") {
            throw MartletError.accountAlreadyExists("An account named \(account.name) already exists.")
        } catch StorageFault.duplicate(index: "key") {
            throw MartletError.accountAlreadyExists("The account \(id) already exists.")
        }
        return Output(
            account: account.answer, rootAccessKeyId: key.accessKeyID, rootSecretAccessKey: key.secretKey)
    }
}
