internal import Kernel
internal import Wire

/// Keeps the operator's operations to principals of the default account; policies decide among those.
struct OperatorGate: Sendable {
    let book: AccountBook

    /// What IAM is asked about an account, or about all of them; refuses every other account's principals.
    func permissions(_ action: String, on account: String?, in call: Call) async throws -> [Permission] {
        let resource = "arn:aws:martlet:::account/\(account ?? "*")"
        guard let owner = try await book.current().defaultAccount, call.principal.account == owner else {
            throw CommonError.accessDenied(
                "User: \(call.principal.arn) is not authorized to perform: \(action) on resource: \(resource) "
                    + "because only the server's default account may manage accounts")
        }
        return [Permission(action, on: resource)]
    }

    /// What IAM is asked about what an account owns: its own principals may ask too.
    func permissions(_ action: String, ofOwner account: AccountID, in call: Call) async throws -> [Permission] {
        guard call.principal.account != account else {
            return [Permission(action, on: "arn:aws:martlet:::account/\(account)")]
        }
        return try await permissions(action, on: account.digits, in: call)
    }
}
