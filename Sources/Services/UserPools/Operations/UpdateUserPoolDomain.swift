import Kernel
import Storage
import UserPoolsModel
import Wire

/// Gives a domain another certificate, or its pages another version.
struct UpdateUserPoolDomain: Operation {
    typealias Model = UserPoolsModel.UpdateUserPoolDomain

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:UpdateUserPoolDomain", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let changed = try await store.write { transaction in
            guard var domain = try Domains.find(input.domain, transaction), domain.pool == pool.id else {
                throw DomainRules.none(input.domain)
            }
            if let certificate = input.customDomainConfig?.certificateArn {
                guard domain.isCustom else {
                    throw Refusal.invalid("CustomDomainConfig cannot be given for a prefix domain.")
                }
                domain.certificateARN = certificate
            }
            if let version = input.managedLoginVersion {
                domain.managedLoginVersion = try DomainRules.loginVersion(version, in: pool)
            }
            domain.version = String(call.time.milliseconds)
            try Domains.records.replace(domain, in: transaction)
            return domain
        }
        return Output(
            managedLoginVersion: changed.managedLoginVersion, cloudFrontDomain: changed.isCustom ? changed.target : nil)
    }
}
