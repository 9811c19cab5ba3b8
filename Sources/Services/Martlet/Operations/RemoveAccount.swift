internal import Kernel
internal import MartletModel
internal import Storage
internal import Wire

/// Erases an account and everything that any service keeps for it, in one transaction; its keys and sessions end.
struct RemoveAccount: Operation {
    typealias Model = MartletModel.RemoveAccount

    let storage: any StorageEngine
    let gate: OperatorGate

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try await gate.permissions("martlet:RemoveAccount", on: input.accountId, in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let missing = MartletError.accountNotFound("The account \(input.accountId) does not exist.")
        guard let id = AccountID(input.accountId) else { throw missing }
        try await storage.write { transaction in
            guard let account = try AccountRecords.account(id, in: transaction) else { throw missing }
            guard !account.isDefault else {
                throw MartletError.accountInUse("The account \(id) is the server's default account and stays.")
            }
            try transaction.eraseAccount(id.digits)
        }
        return Output()
    }
}
