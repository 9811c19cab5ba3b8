import Kernel
import UserPoolsModel
import Wire

/// Lists a client's secrets by id and age, never by value; there are two at most, so there is no second page.
struct ListUserPoolClientSecrets: Operation {
    typealias Model = UserPoolsModel.ListUserPoolClientSecrets

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListUserPoolClientSecrets", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let client = try await store.directory.client(input.clientId, of: pool)
        guard input.nextToken == nil else { throw Refusal.invalid("Invalid pagination token given.") }
        return Output(
            clientSecrets: client.secrets.map {
                ClientSecretDescriptorType(
                    clientSecretId: $0.id, clientSecretCreateDate: Timestamp(milliseconds: $0.createdAt))
            })
    }
}
