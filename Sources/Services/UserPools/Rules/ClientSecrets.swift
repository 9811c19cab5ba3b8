import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes ids of clients, and their secrets.
enum ClientSecrets {
    /// Secrets that a client may have at a time, so that one can take over from the other.
    static let limit = 2

    private static let characters = Array("abcdefghijklmnopqrstuvwxyz0123456789")

    static func newID(_ random: any RandomSource) -> String { random.characters(26, from: characters) }

    static func newSecret(_ random: any RandomSource) -> String { random.characters(51, from: characters) }

    /// The secret of a new client: drawn, brought along, or none.
    static func chosen(by input: CreateUserPoolClientRequest, _ random: any RandomSource) throws -> String? {
        guard input.generateSecret == true else { return input.clientSecret }
        guard input.clientSecret == nil else {
            throw Refusal.invalid("Cannot specify both GenerateSecret as true and provide a ClientSecret value.")
        }
        return newSecret(random)
    }

    /// Sealed, under an id that tells the client and the moment.
    ///
    /// Source of the id's form: `ClientSecretDescriptorType` in the API reference.
    static func seal(
        _ text: String, ofClient client: String, at time: Int64, vault: Vault
    ) throws -> StoredClient.Secret {
        StoredClient.Secret(
            id: "\(client)--\(time)", value: try vault.seal(text, for: StoredClient.secretContext(client)),
            createdAt: time)
    }
}
