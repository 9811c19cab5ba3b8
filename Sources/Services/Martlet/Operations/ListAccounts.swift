internal import Kernel
internal import MartletModel
internal import Storage
internal import Wire

/// Lists the accounts of the server in the order of their ids, without their keys.
struct ListAccounts: Operation {
    typealias Model = MartletModel.ListAccounts

    let storage: any StorageEngine
    let gate: OperatorGate

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try await gate.permissions("martlet:ListAccounts", on: nil, in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let accounts = try await storage.read { try AccountRecords.all(in: $0) }
        return Output(accounts: accounts.map(\.answer))
    }
}
