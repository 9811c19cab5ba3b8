internal import Kernel
internal import STSModel
internal import Wire

/// Tells to which account an access key belongs, active or not, whoever asks.
struct GetAccessKeyInfo: Operation {
    typealias Model = STSModel.GetAccessKeyInfo

    private static let action = "sts:GetAccessKeyInfo"

    let accounts: any AccountDirectory
    let owners: any AccessKeyOwners

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try call.principal.refuseIfFederated(Self.action, on: "*")
        return [Permission(Self.action, on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let account = try await account(of: input.accessKeyId) else {
            throw ServiceError(
                code: "InvalidClientTokenId", status: 403,
                message: "The security token included in the request is invalid.")
        }
        return Output(account: account.digits)
    }

    private func account(of accessKeyID: String) async throws -> AccountID? {
        if let account = SessionKeyID.account(of: accessKeyID), try await accounts.contains(account) { return account }
        return try await owners.owner(ofAccessKey: accessKeyID)
    }
}
