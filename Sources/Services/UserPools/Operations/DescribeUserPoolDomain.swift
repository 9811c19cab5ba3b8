import Kernel
import UserPoolsModel

/// Describes a domain; of one that does not exist, AWS's description is empty rather than a refusal.
struct DescribeUserPoolDomain: Operation {
    typealias Model = UserPoolsModel.DescribeUserPoolDomain

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("cognito-idp:DescribeUserPoolDomain", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let found = try await store.read { try Domains.find(input.domain, $0) }
        guard let domain = found, domain.account == call.account, domain.pool.region == call.region else {
            return Output(domainDescription: DomainDescriptionType())
        }
        return Output(
            domainDescription: DomainDescriptionType(
                userPoolId: domain.pool.text, awsAccountId: domain.account.digits, domain: domain.name,
                cloudFrontDistribution: domain.target, version: domain.version, status: .active,
                customDomainConfig: domain.certificateARN.map { CustomDomainConfigType(certificateArn: $0) },
                managedLoginVersion: domain.managedLoginVersion))
    }
}
