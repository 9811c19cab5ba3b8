package import Kernel
package import Wire

/// The access keys of the accounts' roots.
package struct RootCredentials: CredentialSource {
    private let book: AccountBook

    package init(book: AccountBook) {
        self.book = book
    }

    package func credential(
        accessKeyID: String,
        sessionToken: String?,
        at time: Timestamp
    ) async throws -> Credential? {
        guard let credential = try await book.current().credentials[accessKeyID] else { return nil }
        guard sessionToken == nil else { throw CredentialFault.invalid }
        return credential
    }

    /// The account whose root has this key.
    package func owner(ofAccessKey accessKeyID: String) async throws -> AccountID? {
        try await book.current().credentials[accessKeyID]?.principal.account
    }
}
