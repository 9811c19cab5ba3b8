import Kernel
import Storage
import UserPoolsModel
import Wire

/// Takes a secret away from a client that has another.
struct DeleteUserPoolClientSecret: Operation {
    typealias Model = UserPoolsModel.DeleteUserPoolClientSecret

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DeleteUserPoolClientSecret", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let client = try await store.directory.client(input.clientId, of: pool)
        _ = try await store.write { transaction in
            try Clients.change(client, in: transaction) { client in
                guard let place = client.secrets.firstIndex(where: { $0.id == input.clientSecretId }) else {
                    throw UserPoolsError.resourceNotFound("Client secret \(input.clientSecretId) does not exist.")
                }
                guard client.secrets.count > 1 else {
                    throw Refusal.invalid("You cannot delete the last remaining secret for an app client.")
                }
                client.secrets.remove(at: place)
                client.modifiedAt = call.time.milliseconds
            }
        }
        return Output()
    }
}
