import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lists an account's pools in a region.
struct ListUserPools: Operation {
    typealias Model = UserPoolsModel.ListUserPools

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("cognito-idp:ListUserPools", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            try store.page(
                Pools.records, after: input.nextToken, limit: input.maxResults, account: call.account,
                prefix: [.string(call.region.name)], transaction, where: { !$0.isDeleted })
        }
        return Output(userPools: page.records.map(Self.describe), nextToken: page.next)
    }

    private static func describe(_ pool: StoredPool) -> UserPoolDescriptionType {
        UserPoolDescriptionType(
            id: pool.id.text, name: pool.name, lambdaConfig: pool.settings.triggers.model,
            lastModifiedDate: Timestamp(milliseconds: pool.modifiedAt),
            creationDate: Timestamp(milliseconds: pool.createdAt))
    }
}
