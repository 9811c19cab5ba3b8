import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives a pool the name under which its pages are to be found.
struct CreateUserPoolDomain: Operation {
    typealias Model = UserPoolsModel.CreateUserPoolDomain

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:CreateUserPoolDomain", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let certificate = input.customDomainConfig?.certificateArn
        try DomainRules.check(input.domain, isCustom: certificate != nil)
        let domain = StoredDomain(
            pool: pool.id, account: pool.account, name: input.domain, certificateARN: certificate,
            managedLoginVersion: try DomainRules.loginVersion(input.managedLoginVersion, in: pool),
            target: DomainRules.target(in: call), version: String(call.time.milliseconds))
        try await store.write { transaction in
            _ = try Pools.current(pool, transaction)
            do {
                try Domains.records.insert(domain, in: transaction)
            } catch StorageFault.duplicate(let index) {
                throw index == "name"
                    ? DomainRules.taken() : Refusal.invalid("User pool already has a domain configured.")
            }
        }
        return Output(
            managedLoginVersion: domain.managedLoginVersion, cloudFrontDomain: domain.isCustom ? domain.target : nil)
    }
}
