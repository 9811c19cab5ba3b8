/// Which accounts this server keeps.
package protocol AccountDirectory: Sendable {
    func contains(_ account: AccountID) async throws -> Bool
}
