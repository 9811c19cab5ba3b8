import IAMModel
import Kernel
import Storage

/// Lists, for each service asked about, the policies that let a user, group or role do something in it.
struct ListPoliciesGrantingServiceAccess: Operation {
    typealias Model = IAMModel.ListPoliciesGrantingServiceAccess

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:ListPoliciesGrantingServiceAccess", on: input.arn)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (holder, policies) = try await store.read { transaction in
            let holder = try PolicyHolder.required(arn: input.arn, in: call.account, transaction)
            return (holder, try GrantedPolicies.of(holder, transaction))
        }
        let numbered = input.serviceNamespaces.enumerated().map { (number: 1000 + $0, service: $1) }
        let page = try store.page(
            numbered, PageRequest(input.marker, nil), listing: "granting/\(holder.id)", in: call.account,
            key: { "\($0.number)" })
        return Output(
            policiesGrantingServiceAccess: page.records.map { entry in
                let granting = policies.filter { ServiceGrants.allows(entry.service, in: $0.document) }
                return ListPoliciesGrantingServiceAccessEntry(
                    serviceNamespace: entry.service, policies: granting.map(describe))
            },
            isTruncated: page.next != nil,
            marker: page.next
        )
    }

    private func describe(_ policy: GrantedPolicy) -> PolicyGrantingServiceAccess {
        switch policy.source {
        case .managed(let managed):
            PolicyGrantingServiceAccess(policyName: policy.name, policyType: .managed, policyArn: managed.arn)
        case .inline(let holder):
            PolicyGrantingServiceAccess(
                policyName: policy.name,
                policyType: .inline,
                entityType: PolicyOwnerEntityType(rawValue: holder.kind.rawValue.uppercased()),
                entityName: holder.name
            )
        }
    }
}
