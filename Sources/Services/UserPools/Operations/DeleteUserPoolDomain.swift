import Kernel
import Storage
import UserPoolsModel
import Wire

/// Takes a domain from a pool; the name is free again.
struct DeleteUserPoolDomain: Operation {
    typealias Model = UserPoolsModel.DeleteUserPoolDomain

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DeleteUserPoolDomain", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        try await store.write { transaction in
            guard let domain = try Domains.find(input.domain, transaction), domain.pool == pool.id else {
                throw DomainRules.none(input.domain)
            }
            try Domains.records.remove(Domains.key(of: domain), account: pool.account.digits, in: transaction)
        }
        return Output()
    }
}
