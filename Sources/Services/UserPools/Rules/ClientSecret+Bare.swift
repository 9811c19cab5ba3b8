import Cryptography
import Storage
import UserPoolsModel
import Wire

extension ClientSecret {
    /// Refuses a missing, wrong or superfluous secret where callers bring it as it is; constant time in the secret.
    static func checkBare(_ secret: String?, client: StoredClient, vault: Vault) throws {
        guard !client.secrets.isEmpty else {
            guard secret == nil else {
                throw UserPoolsError.notAuthorized(
                    "Client \(client.id) is not configured for secret but secret was received")
            }
            return
        }
        guard let secret else {
            throw UserPoolsError.notAuthorized(
                "Client \(client.id) is configured for secret but secret was not received")
        }
        let context = StoredClient.secretContext(client.id)
        for kept in client.secrets where ConstantTime.equal(try vault.openText(kept.value, for: context), secret) {
            return
        }
        throw UserPoolsError.notAuthorized("Unable to verify secret for client \(client.id)")
    }
}
