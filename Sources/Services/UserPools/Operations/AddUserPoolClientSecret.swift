import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives a client a second secret, so that its callers can move from one to the other.
struct AddUserPoolClientSecret: Operation {
    typealias Model = UserPoolsModel.AddUserPoolClientSecret

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AddUserPoolClientSecret", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let client = try await store.directory.client(input.clientId, of: pool)
        let time = call.time.milliseconds
        let text = input.clientSecret ?? ClientSecrets.newSecret(store.random)
        let secret = try ClientSecrets.seal(text, ofClient: client.id, at: time, vault: store.vault)
        _ = try await store.write { transaction in
            try Clients.change(client, in: transaction) { client in
                guard !client.secrets.isEmpty else {
                    throw Refusal.invalid("Client \(client.id) is not configured for secret.")
                }
                guard client.secrets.count < ClientSecrets.limit else {
                    throw UserPoolsError.limitExceeded(
                        "Exceeded maximum number of client secrets: \(ClientSecrets.limit)")
                }
                guard !client.secrets.contains(where: { $0.id == secret.id }) else {
                    throw UserPoolsError.tooManyRequests("Too many requests")
                }
                client.secrets.append(secret)
                client.modifiedAt = time
            }
        }
        // A secret that the caller brought is not told again.
        return Output(
            clientSecretDescriptor: ClientSecretDescriptorType(
                clientSecretId: secret.id, clientSecretValue: input.clientSecret == nil ? text : nil,
                clientSecretCreateDate: Timestamp(milliseconds: time)))
    }
}
