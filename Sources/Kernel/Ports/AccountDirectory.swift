/// Which accounts this server keeps.
package protocol AccountDirectory: Sendable {
    /// When an account was made, in milliseconds since 1970; `nil` where there is none such. What was issued for an
    /// earlier account of the same id is worth nothing.
    func creation(of account: AccountID) async throws -> Int64?
}

extension AccountDirectory {
    package func contains(_ account: AccountID) async throws -> Bool {
        try await creation(of: account) != nil
    }
}
