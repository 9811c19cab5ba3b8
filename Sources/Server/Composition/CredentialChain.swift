internal import Kernel
internal import Wire

/// Asks one source after another; each knows its own keys.
struct CredentialChain: CredentialSource {
    let sources: [any CredentialSource]

    func credential(accessKeyID: String, sessionToken: String?, at time: Timestamp) async throws -> Credential? {
        for source in sources {
            let found = try await source.credential(
                accessKeyID: accessKeyID, sessionToken: sessionToken, at: time)
            if let found { return found }
        }
        return nil
    }
}
